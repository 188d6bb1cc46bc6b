/* pilot-synonym-table.c: what the columns of people's files are called, in English, German, French, Spanish, Dutch,
 * Polish and Italian
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-synonym-table.h"

const PilotSynonyms pilot_synonyms[] = {
  /* What an agency is called must come before what a person is called: "Firma" is no contact. */
  { "agency", "name",
    "agency agencyname companyname company legalname organisation organization vendor vendorname supplier suppliername firm firmname "
    "agentur agenturname firma firmenname unternehmen dienstleister personalagentur bezeichnung "
    "agence nom nomagence nomdelagence entreprise raisonsociale societe cabinet denomination "
    "agencia nombre nombreagencia nombredelaagencia empresa razonsocial denominacion "
    "bureau bureaunaam naam bedrijf bedrijfsnaam organisatie agentschap "
    "agencja nazwa nazwaagencji nazwafirmy firmy przedsiebiorstwo "
    "agenzia nomeagenzia azienda ragionesociale societa denominazione" },
  { "agency", "trading_name",
    "tradingname tradingas tradename dba doingbusinessas brand brandname alias alternativename "
    "handelsname markenname geschaftsbezeichnung marke "
    "nomcommercial enseigne nombrecomercial marca handelsnaam nazwahandlowa marka nomecommerciale insegna" },
  { "agency", "contact_name",
    "contact contactname contactperson primarycontact maincontact accountmanager representative owner "
    "kontakt kontaktperson ansprechpartner ansprechpartnerin ansprechperson "
    "personnecontact personneacontacter interlocuteur responsable nomducontact "
    "contacto personadecontacto nombredecontacto contactpersoon contactnaam "
    "osobakontaktowa osobadokontaktu contatto referente personadicontatto" },
  { "agency", "address",
    "address streetaddress street addressline1 address1 postaladdress registeredaddress location "
    "adresse anschrift strasse postanschrift direccion domicilio calle adres straat adresulica ulica indirizzo via sede rue adressepostale" },
  { NULL, "city", "city town locality place stadt ort ville localite commune ciudad localidad municipio stad plaats woonplaats miasto miejscowosc citta comune localita" },
  { "job", "city", "location joblocation standort arbeitsort lieu lieudetravail ubicacion locatie standplaats lokalizacja sededilavoro", TRUE },
  { "agency", "region",
    "region county state province district area canton bundesland kanton landkreis kreis "
    "departement provincia comunidad comunidadautonoma estado gewest regio wojewodztwo powiat regione provincie regionname" },
  { NULL, "country", "country countrycode nation land staat landercode pays codepays pais codigopais landcode kraj kodkraju panstwo paese nazione stato" },
  { NULL, "language", "language lang preferredlanguage locale sprache korrespondenzsprache langue idioma lengua taal jezyk lingua" },
  { "agency", "licence_number",
    "licencenumber licensenumber licenceno licenseno licence license licencenr registrationnumber registrationno regno "
    "lizenznummer lizenz erlaubnisnummer registernummer handelsregisternummer genehmigungsnummer "
    "numerodelicence numerolicence nolicence siret siren numeroagrement agrement "
    "numerodelicencia licencia numlicencia numerodeautorizacion autorizacion "
    "licentienummer vergunningsnummer vergunning kvknummer kvk "
    "numerlicencji licencja numercertyfikatu certyfikat krazu numerwpisu kraz "
    "numerolicenza licenza numeroautorizzazione autorizzazione" },
  { "agency", "specialties",
    "specialties specialities specialty speciality specialisation specialization specialisations sector sectors industry industries field "
    "fields coveredfields expertise category categories disciplines markets focus "
    "fachgebiete fachgebiet spezialisierung schwerpunkt schwerpunkte branche branchen bereiche "
    "specialites specialite secteur secteurs domaines domaine metiers especialidades especialidad sectores sectoractividad "
    "specialisaties specialisatie sectoren vakgebied vakgebieden branches specjalizacja specjalizacje branza branze sektor "
    "specializzazioni specializzazione settore settori" },
  { "agency", "contract_state",
    "contract contractstate contractstatus agreement agreementstatus termsstatus vertrag vertragsstatus "
    "contrat statutducontrat etatducontrat contrato estadodelcontrato contractstatus overeenkomst umowa statusumowy contratto statocontratto" },

  /* People. Their agency first, so that "Agency name" is not their name. */
  { "recruiter", "agency_id",
    "agency agencyname agencyid agencyexternalid agencyemail agencylicence agencylicencenumber company companyname organisation organization vendor vendorname firm "
    "agentur agenturname firma firmenname unternehmen agence nomagence nomdelagence entreprise societe agencia nombredelaagencia empresa "
    "bureau bureaunaam bedrijf bedrijfsnaam agencja nazwaagencji nazwafirmy agenzia nomeagenzia azienda" },
  { "candidate", "agency_id",
    "agency agencyname agencyid agencyexternalid agencyemail source sourceagency sourcename vendor vendorname submittedbyagency "
    "agentur agenturname quelle agence nomagence nomdelagence agencia nombredelaagencia fuente bureau bureaunaam bron agencja nazwaagencji zrodlo agenzia nomeagenzia fonte" },
  { "candidate", "recruiter_id",
    "recruiter recruitername recruiterid recruiteremail agencyuser submittedby owner submitter agencyrecruiter "
    "personalvermittler vermittler eingereichtvon recruteur soumispar reclutador enviadopor ingediend ingedienddoor rekruter zgloszonyprzez selezionatore inviatoda" },
  { "candidate", "job_id",
    "job jobtitle jobid jobref jobreference jobrefnumber refnumber position positiontitle vacancy vacancytitle requisition requisitionid reqid role "
    "stelle stellentitel stellenreferenz stellennummer offre poste intituledeposte referenceoffre puesto oferta vacante vacature vacaturetitel functie "
    "stanowisko oferta ofertapracy posizione annuncio offerta" },
  { "candidate", "name", "candidate applicant bewerber bewerberin kandidat kandidatin candidat candidato kandidaat sollicitant kandydat aplikant" },
  { "recruiter", "name", "recruiter user contact contactname benutzer personalvermittler recruteur utilisateur reclutador usuario gebruiker rekruter uzytkownik selezionatore utente" },
  { NULL, "name",
    "name fullname displayname candidatename recruitername username personname applicantname "
    "vollername vollstandigername nomcomplet nometprenom prenomnom nom nombrecompleto nombre nombreyapellidos volledigenaam naam "
    "imieinazwisko nazwisko nazwa nome nomecompleto nomeecognome" },
  { NULL, "email",
    "email emailaddress mail emails contactemail primaryemail workemail businessemail emailid "
    "emailadresse mailadresse courriel adresseemail adressemail mel courrielprofessionnel correo correoelectronico emailadres mailadres "
    "adresemail poczta pocztaelektroniczna indirizzoemail postaelettronica" },
  { NULL, "phone",
    "phone phonenumber telephone telephonenumber tel phoneno contactnumber telno telefon telefonnummer rufnummer telefonnr "
    "numerodetelephone telefono numerodetelefono telefoon telefoonnummer numertelefonu nrtelefonu numeroditelefono" },
  { NULL, "phone", "mobile mobilephone cell cellphone mobil mobilnummer handy portable mobile telephoneportable movil telefonomovil mobiel mobielnummer komorka telefonkomorkowy cellulare", TRUE },
  { NULL, "website", "website web url homepage webpage site siteweb webseite internetseite internet sitioweb paginaweb web webadres stronawww strona www sitointernet sito sitoweb" },
  { NULL, "status",
    "status state currentstatus applicationstatus candidatestatus jobstatus active zustand statut etat estado situacion stan stato hiringstatus" },
  { "candidate", "status", "stage step pipelinestage phase etape fase etapa fase etap", TRUE },
  { "candidate", "sub_status", "substatus stagename step substage unterstatus sousstatut subestado substatut substato podstatus" },
  { "candidate", "legacy_status", "legacystatus portalstatus recruiterportalstatus statusinrecruiterportal agencystatus" },
  { "candidate", "submitted_at",
    "submittedat submitted submissiondate datesubmitted applicationdate appliedat applied dateapplied createdon created createdat date "
    "eingereichtam bewerbungsdatum eingangsdatum datum datedesoumission datedecandidature soumisle fechadeenvio fechadecandidatura fecha "
    "ingediendop sollicitatiedatum datazgloszenia dataaplikacji datadicandidatura datainvio data" },
  { "candidate", "person_id", "personid profileid candidateprofileid" },

  { "job", "title",
    "title jobtitle job jobname name position positiontitle positionname vacancy vacancytitle requisitiontitle role roletitle "
    "titel stelle stellentitel stellenbezeichnung bezeichnung titre intitule intituledeposte intituleduposte poste titulo puesto nombredelpuesto cargo vacante "
    "functie functietitel vacature vacaturetitel tytul stanowisko nazwastanowiska titolo posizione qualifica annuncio" },
  { "job", "ref_number",
    "ref refnumber reference referencenumber refno jobref jobreference jobnumber requisitionnumber reqnumber reqno requisition "
    "referenz referenznummer kennziffer stellennummer numerodereference numeroreference referencia numerodereferencia referentie referentienummer "
    "numerreferencyjny nrreferencyjny nrref riferimento numerodiriferimento codiceannuncio" },
  { "job", "department",
    "department dept team division businessunit function abteilung bereich service departement direction departamento area afdeling dzial reparto dipartimento" },
  { "job", "posting_status", "posting postingstatus published publication visibility veroffentlichung publicatie publicacion publikacja pubblicazione" },
  { "job", "process_id", "process hiringprocess workflow processname einstellungsprozess prozess processus processusderecrutement proceso procesodecontratacion proces processo" },

  /* The heading that our own exports give the record's id, and what people make of it who translate the headings. */
  { NULL, "id",
    "pilotageid idpilotage pilotagerecordid recordidpilotage pilotageuuid pilotagekennung kennungpilotage pilotageidentifiant identifiantpilotage "
    "iddepilotage identificadorpilotage identificadordepilotage pilotageidentificatie identyfikatorpilotage idwpilotage "
    "identificativopilotage iddipilotage" },
  { NULL, "external_id",
    "externalid extid id identifier sourceid legacyid recordid uid key number no nr code "
    "agencyid recruiterid candidateid userid vendorid externeid kennung nummer identifiant identifiantexterne identificador idexterno externeid "
    "identyfikator idzewnetrzne numer identificativo idesterno codice systemid smartrecruitersid" },
  { "job", "external_id", "jobid requisitionid positionid vacancyid" },
  { NULL, "notes",
    "notes note comment comments remark remarks description memo info additionalinformation "
    "notiz notizen bemerkung bemerkungen anmerkung anmerkungen kommentar kommentare beschreibung "
    "remarque remarques commentaire commentaires observations nota notas comentario comentarios observaciones "
    "notitie notities opmerking opmerkingen toelichting uwagi notatki notatka komentarz opis commento commenti osservazioni" },
};

const guint pilot_n_synonyms = G_N_ELEMENTS (pilot_synonyms);
