/* pilot-cell-forms.c: other ways to write what a field holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cell-forms.h"

#include "pilot-synonyms.h"

#include <stdio.h>
#include <string.h>

/* Countries as they are called in English, German, French, Spanish, Dutch, Polish and Italian; names as
 * pilot_synonyms_normalise() makes them. */
static const struct
{
  const char *code;
  const char *names;
} countries[] = {
  { "AE", "unitedarabemirates uae vereinigtearabischeemirate emiratsarabesunis emiratosarabesunidos verenigdearabischeemiraten zjednoczoneemiratyarabskie emiratiarabiuniti" },
  { "AR", "argentina argentinien argentine argentinie argentyna" },
  { "AT", "austria osterreich autriche oostenrijk" },
  { "AU", "australia australien australie" },
  { "BE", "belgium belgien belgique belgica belgie belgia belgio" },
  { "BG", "bulgaria bulgarien bulgarie bulgarije" },
  { "BR", "brazil brasilien bresil brasil brazilie brazylia brasile" },
  { "CA", "canada kanada" },
  { "CH", "switzerland schweiz suisse suiza zwitserland szwajcaria svizzera" },
  { "CL", "chile chili cile" },
  { "CN", "china chine chiny cina" },
  { "CY", "cyprus zypern chypre chipre cypr cipro" },
  { "CZ", "czechia czechrepublic tschechien tschechischerepublik tchequie republiquetcheque chequia republicacheca tsjechie czechy repubblicaceca cechia" },
  { "DE", "germany deutschland allemagne alemania duitsland niemcy germania brd federalrepublicofgermany" },
  { "DK", "denmark danemark dinamarca denemarken dania danimarca" },
  { "EE", "estonia estland estonie" },
  { "ES", "spain spanien espagne espana spanje hiszpania spagna" },
  { "FI", "finland finnland finlande finlandia" },
  { "FR", "france frankreich francia frankrijk francja" },
  { "GB", "unitedkingdom uk greatbritain england scotland wales northernireland vereinigteskonigreich grossbritannien royaumeuni reinounido granbretana verenigdkoninkrijk wielkabrytania zjednoczonekrolestwo regnounito" },
  { "GR", "greece griechenland grece grecia griekenland grecja" },
  { "HK", "hongkong" },
  { "HR", "croatia kroatien croatie croacia kroatie chorwacja croazia" },
  { "HU", "hungary ungarn hongrie hungria hongarije wegry ungheria" },
  { "IE", "ireland irland irlande irlanda ierland irlandia eire republicofireland" },
  { "IL", "israel izrael israele" },
  { "IN", "india indien inde indie" },
  { "IS", "iceland island islande islandia ijsland islanda" },
  { "IT", "italy italien italie italia wlochy" },
  { "JP", "japan japon japonia giappone" },
  { "KR", "southkorea korea sudkorea coreedusud coreadelsur zuidkorea koreapoludniowa coreadelsud" },
  { "LT", "lithuania litauen lituanie lituania litouwen litwa" },
  { "LU", "luxembourg luxemburg luxemburgo luksemburg lussemburgo" },
  { "LV", "latvia lettland lettonie letonia letland lotwa lettonia" },
  { "MT", "malta malte" },
  { "MX", "mexico mexiko mexique meksyk messico" },
  { "NL", "netherlands thenetherlands holland niederlande paysbas paisesbajos nederland holandia niderlandy paesibassi" },
  { "NO", "norway norwegen norvege noruega noorwegen norwegia norvegia" },
  { "NZ", "newzealand neuseeland nouvellezelande nuevazelanda nieuwzeeland nowazelandia nuovazelanda" },
  { "PL", "poland polen pologne polonia polska" },
  { "PT", "portugal portugalia portogallo" },
  { "RO", "romania rumanien roumanie rumania roemenie rumunia" },
  { "RS", "serbia serbien serbie servie" },
  { "SE", "sweden schweden suede suecia zweden szwecja svezia" },
  { "SG", "singapore singapur singapour" },
  { "SI", "slovenia slowenien slovenie eslovenia slowenia" },
  { "SK", "slovakia slowakei slovaquie eslovaquia slowakije slowacja slovacchia" },
  { "TR", "turkey turkiye turkei turquie turquia turkije turcja turchia" },
  { "UA", "ukraine ucrania oekraine ukraina ucraina" },
  { "US", "unitedstates unitedstatesofamerica usa us america vereinigtestaaten etatsunis estadosunidos eeuu verenigdestaten stanyzjednoczone statiuniti" },
  { "ZA", "southafrica sudafrika afriquedusud sudafrica zuidafrika republikapoludniowejafryki" },
};

static const struct
{
  const char *code;
  const char *names;
} languages[] = {
  { "bg", "bulgarian bulgarisch" },
  { "cs", "czech tschechisch tcheque checo tsjechisch czeski ceco" },
  { "da", "danish danisch danois danes deens dunski danese" },
  { "de", "german deutsch allemand aleman duits niemiecki tedesco" },
  { "el", "greek griechisch grec griego grieks grecki greco" },
  { "en", "english englisch anglais ingles engels angielski inglese" },
  { "es", "spanish spanisch espagnol espanol castellano spaans hiszpanski spagnolo" },
  { "et", "estonian estnisch" },
  { "fi", "finnish finnisch finnois fines fins finski finlandese" },
  { "fr", "french franzosisch francais frances frans francuski francese" },
  { "hr", "croatian kroatisch" },
  { "hu", "hungarian ungarisch hongrois hungaro hongaars wegierski ungherese" },
  { "it", "italian italienisch italien italiano italiaans wloski" },
  { "lt", "lithuanian litauisch" },
  { "lv", "latvian lettisch" },
  { "nl", "dutch niederlandisch hollandisch neerlandais neerlandes holandes nederlands niderlandzki olandese" },
  { "no", "norwegian norwegisch norvegien noruego noors norweski norvegese" },
  { "pl", "polish polnisch polonais polaco pools polski polacco" },
  { "pt", "portuguese portugiesisch portugais portugues portugees portugalski portoghese" },
  { "ro", "romanian rumanisch roumain rumano roemeens rumunski rumeno" },
  { "sk", "slovak slowakisch" },
  { "sl", "slovenian slowenisch" },
  { "sv", "swedish schwedisch suedois sueco zweeds szwedzki svedese" },
  { "tr", "turkish turkisch turc turco turks turecki" },
  { "uk", "ukrainian ukrainisch ukrainien ucraniano oekraiens ukrainski ucraino" },
};

static gboolean
list_has (const char *list, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = strstr (list, name); length > 0 && at != NULL; at = strstr (at + 1, name))
    if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
  return FALSE;
}

static char *
convert_country (const char *text)
{
  g_autofree char *name = pilot_synonyms_normalise (text);

  if (strlen (name) == 2 && g_ascii_isalpha (name[0]) && g_ascii_isalpha (name[1]) && strcmp (name, "uk") != 0)
    return g_ascii_strup (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    if (list_has (countries[i].names, name))
      return g_strdup (countries[i].code);
  return NULL;
}

static char *
convert_language (const char *text)
{
  g_autofree char *name = pilot_synonyms_normalise (text);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (list_has (languages[i].names, name))
      return g_strdup (languages[i].code);
  /* A code; in lower case, as the registry of languages has them [BCP 47, 2.1.1]. */
  if (strlen (name) == 2 && strlen (text) == 2)
    return g_ascii_strdown (text, -1);
  return NULL;
}

/* Dates whose order can't be mistaken, with or without a time of day (taken as UTC). */
static char *
convert_time (const char *text)
{
  guint year;
  guint month;
  guint day;
  guint hour = 0;
  guint minute = 0;
  guint second = 0;
  int used = 0;

  if (sscanf (text, "%4u-%2u-%2u%n", &year, &month, &day, &used) != 3 && sscanf (text, "%4u/%2u/%2u%n", &year, &month, &day, &used) != 3 &&
      sscanf (text, "%2u.%2u.%4u%n", &day, &month, &year, &used) != 3)
    return NULL;
  text += used;
  if (*text != '\0' && (sscanf (text, "%*[ ,]%2u:%2u%n", &hour, &minute, &used) != 2 || (text += used, FALSE)))
    return NULL;
  if (*text == ':' && (sscanf (text, ":%2u%n", &second, &used) != 1 || (text += used, FALSE)))
    return NULL;
  if (*text != '\0' || !g_date_valid_dmy (day, month, year) || hour > 23 || minute > 59 || second > 59)
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02uT%02u:%02u:%02uZ", year, month, day, hour, minute, second);
}

char *
pilot_cell_forms_convert (const PilotField *field, const char *text)
{
  if (field->type == PILOT_FIELD_TIME)
    return convert_time (text);
  if (field->check == PILOT_CHECK_COUNTRY)
    return convert_country (text);
  if (field->check == PILOT_CHECK_LANGUAGE)
    return convert_language (text);
  return NULL;
}
