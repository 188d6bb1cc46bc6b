/* pilot-preflight-row.c: a pre-flight rule with its result, for lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preflight-row.h"

#include <glib/gi18n-lib.h>

struct _PilotPreflightRow
{
  GObject parent_instance;

  const PilotPreflightRule *rule;
  PilotPreflightResult result;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (PilotPreflightRow, pilot_preflight_row, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_OUTCOME,
  PROP_N_FOUND,
  PROP_N_CHECKED,
  PROP_CHECKED_AT,
  PROP_STALE,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
pilot_preflight_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PilotPreflightRow *self = PILOT_PREFLIGHT_ROW (object);

  switch (id)
    {
    case PROP_OUTCOME:
      g_value_set_uint (value, self->result.outcome);
      break;
    case PROP_N_FOUND:
      g_value_set_uint64 (value, self->result.n_found);
      break;
    case PROP_N_CHECKED:
      g_value_set_uint64 (value, self->result.n_checked);
      break;
    case PROP_CHECKED_AT:
      g_value_set_int64 (value, self->result.checked_unix_usec);
      break;
    case PROP_STALE:
      g_value_set_boolean (value, self->stale);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->result.reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pilot_preflight_row_finalize (GObject *object)
{
  pilot_preflight_result_clear (&PILOT_PREFLIGHT_ROW (object)->result);
  G_OBJECT_CLASS (pilot_preflight_row_parent_class)->finalize (object);
}

static void
pilot_preflight_row_class_init (PilotPreflightRowClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = pilot_preflight_row_get_property;
  G_OBJECT_CLASS (klass)->finalize = pilot_preflight_row_finalize;
  props[PROP_OUTCOME] = g_param_spec_uint ("outcome", NULL, NULL, 0, PILOT_N_PREFLIGHT_OUTCOMES - 1, PILOT_PREFLIGHT_NOT_CHECKED, flags);
  props[PROP_N_FOUND] = g_param_spec_uint64 ("n-found", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_N_CHECKED] = g_param_spec_uint64 ("n-checked", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_CHECKED_AT] = g_param_spec_int64 ("checked-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_STALE] = g_param_spec_boolean ("stale", NULL, NULL, FALSE, flags);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
pilot_preflight_row_init (PilotPreflightRow *self)
{
  self->result.outcome = PILOT_PREFLIGHT_NOT_CHECKED;
}

void
pilot_preflight_result_clear (PilotPreflightResult *self)
{
  g_clear_pointer (&self->decisions, g_free);
  g_clear_pointer (&self->reason, g_free);
}

PilotPreflightRow *
pilot_preflight_row_new (const PilotPreflightRule *rule)
{
  PilotPreflightRow *self = g_object_new (PILOT_TYPE_PREFLIGHT_ROW, NULL);

  self->rule = rule;
  return self;
}

const PilotPreflightRule *
pilot_preflight_row_get_rule (PilotPreflightRow *self)
{
  g_return_val_if_fail (PILOT_IS_PREFLIGHT_ROW (self), NULL);
  return self->rule;
}

const PilotPreflightResult *
pilot_preflight_row_get_result (PilotPreflightRow *self)
{
  g_return_val_if_fail (PILOT_IS_PREFLIGHT_ROW (self), NULL);
  return &self->result;
}

const char *
pilot_preflight_row_get_title (PilotPreflightRow *self)
{
  g_return_val_if_fail (PILOT_IS_PREFLIGHT_ROW (self), NULL);
  return g_dgettext (GETTEXT_PACKAGE, self->result.outcome == PILOT_PREFLIGHT_PASSED ? self->rule->passed : self->rule->title);
}

gboolean
pilot_preflight_row_get_stale (PilotPreflightRow *self)
{
  g_return_val_if_fail (PILOT_IS_PREFLIGHT_ROW (self), FALSE);
  return self->stale;
}

void
pilot_preflight_row_set (PilotPreflightRow *self, const PilotPreflightResult *result, gboolean stale)
{
  PilotPreflightResult old = self->result;
  gboolean was_stale = self->stale;

  g_return_if_fail (PILOT_IS_PREFLIGHT_ROW (self));
  self->result = *result;
  self->result.decisions = g_strdup (result->decisions);
  self->result.reason = g_strdup (result->reason);
  self->stale = stale;
  g_object_freeze_notify (G_OBJECT (self));
  if (old.outcome != result->outcome)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OUTCOME]);
  if (old.n_found != result->n_found)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_FOUND]);
  if (old.n_checked != result->n_checked)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_CHECKED]);
  if (old.checked_unix_usec != result->checked_unix_usec)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHECKED_AT]);
  if (was_stale != stale)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STALE]);
  if (g_strcmp0 (old.reason, self->result.reason) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REASON]);
  pilot_preflight_result_clear (&old);
  g_object_thaw_notify (G_OBJECT (self));
}

char *
pilot_preflight_dup_age (gint64 then_unix_usec, gint64 now_unix_usec)
{
  gint64 minutes = (now_unix_usec - then_unix_usec) / G_TIME_SPAN_MINUTE;

  if (minutes < 1)
    return g_strdup (_("just now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%u minute ago", "%u minutes ago", (guint) minutes), (guint) minutes);
  if (minutes < 24 * 60)
    return g_strdup_printf (ngettext ("%u hour ago", "%u hours ago", (guint) (minutes / 60)), (guint) (minutes / 60));
  return g_strdup_printf (ngettext ("%u day ago", "%u days ago", (guint) (minutes / (24 * 60))), (guint) (minutes / (24 * 60)));
}

char *
pilot_preflight_row_dup_summary (PilotPreflightRow *self, gint64 now_unix_usec)
{
  const PilotPreflightResult *result = &self->result;
  g_autofree char *age = NULL;

  g_return_val_if_fail (PILOT_IS_PREFLIGHT_ROW (self), NULL);
  if (result->outcome == PILOT_PREFLIGHT_NOT_CHECKED)
    return g_strdup (_("Not checked yet"));
  if (result->outcome == PILOT_PREFLIGHT_OFF)
    /* Translators: %s is the reason that a person gave for switching a check off */
    return g_strdup_printf (_("Switched off: %s"), result->reason != NULL ? result->reason : "");
  age = pilot_preflight_dup_age (result->checked_unix_usec, now_unix_usec);
  if (self->rule->entity == PILOT_ENTITY_PROJECT || g_str_equal (self->rule->key, "company-published-job"))
    {
      if (result->outcome == PILOT_PREFLIGHT_PASSED)
        /* Translators: a check found nothing wrong; %s is an age, e.g. “5 minutes ago” */
        return g_strdup_printf (self->stale ? _("In order, checked %s; data changed since") : _("In order, checked %s"), age);
      /* Translators: a check found something wrong; %s is an age, e.g. “5 minutes ago” */
      return g_strdup_printf (self->stale ? _("Not in order, checked %s; data changed since") : _("Not in order, checked %s"), age);
    }
  if (result->n_checked == 0)
    /* Translators: there is no record of the kind that is checked; %s is an age, e.g. “5 minutes ago” */
    return g_strdup_printf (self->stale ? _("There were none, checked %s; data changed since") : _("There are none, checked %s"), age);
  if (result->n_found == 0)
    /* Translators: %1$'llu is a number of records, %2$s an age, e.g. “5 minutes ago” */
    return g_strdup_printf (self->stale ? _("All %1$'llu in order, checked %2$s; data changed since") : _("All %1$'llu in order, checked %2$s"),
                            (unsigned long long) result->n_checked, age);
  /* Translators: numbers of records, then an age, e.g. “5 minutes ago” */
  return g_strdup_printf (self->stale ? _("%1$'llu of %2$'llu, checked %3$s; data changed since") : _("%1$'llu of %2$'llu, checked %3$s"),
                          (unsigned long long) result->n_found, (unsigned long long) result->n_checked, age);
}
