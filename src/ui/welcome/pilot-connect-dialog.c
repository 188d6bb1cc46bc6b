/* pilot-connect-dialog.c: the address of a portal and who signs in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-connect-dialog.h"

#include "pilot-check.h"
#include "pilot-entities.h"
#include "pilot-error.h"
#include "pilot-format.h"
#include "pilot-portal-address.h"
#include "pilot-profiles.h"

#include <glib/gi18n-lib.h>

enum {
  MODE_PASSWORD,
  MODE_TOKEN,
};

struct _PilotConnectDialog
{
  AdwWindow parent_instance;

  PilotContext *context;           /* (owned) */
  PilotConnectionProfile *profile; /* (owned): what is being made or mended */
  GCancellable *cancellable;       /* (owned): the running test or opening */
  gboolean separate;               /* another company answers where a known one was: it becomes a connection of its own */
  char *new_id;                    /* (owned) (nullable): of a connection that is made here; %NULL: one is mended */

  GtkButton *connect_button;
  AdwEntryRow *address_row;
  GtkButton *ca_button;
  AdwComboRow *mode_row;
  AdwEntryRow *email_row;
  AdwPasswordEntryRow *password_row;
  AdwPasswordEntryRow *token_row;
  AdwActionRow *result_row;
  GtkImage *result_icon; /* (nullable): there is a result */
  GtkSpinner *spinner;
  GtkButton *test_button;
};

G_DEFINE_FINAL_TYPE (PilotConnectDialog, pilot_connect_dialog, ADW_TYPE_WINDOW)

/* What a failure is called, what to do about it, and whether what the program found says more. */
typedef struct
{
  const char *title;
  const char *help; /* (nullable): what was found says it */
  gboolean found;
} Failure;

static Failure
describe (const GError *error, gboolean token)
{
  if (error->domain != PILOT_ERROR)
    return (Failure){ _("No Connection"), NULL, TRUE };
  switch ((PilotError) error->code)
    {
    case PILOT_ERROR_OFFLINE:
    case PILOT_ERROR_TIMEOUT:
      return (Failure){ _("No Connection"), _("Nothing answers there. Check the address and your network."), TRUE };
    case PILOT_ERROR_UNAUTHORIZED:
      return token ? (Failure){ _("Sign-In Refused"),
                                _("The portal answers, but the token is unknown to it, revoked or expired. Ask an admin for a new one."), FALSE }
                   : (Failure){ _("Sign-In Refused"), _("The portal answers, but the e-mail address or the password is wrong."), FALSE };
    case PILOT_ERROR_THROTTLED:
      return (Failure){ _("Not Now"), NULL, TRUE };
    case PILOT_ERROR_FORBIDDEN:
      return (Failure){ _("Not Allowed"), NULL, TRUE };
    case PILOT_ERROR_NOT_FOUND:
    case PILOT_ERROR_PROTOCOL:
      return (Failure){ _("No Portal Found"),
                        _("Something answers there, but it is not a portal that Pilotage understands. Check the address."), TRUE };
    case PILOT_ERROR_SERVER:
      return (Failure){ _("The Portal Is in Trouble"), _("Nothing is wrong with your sign-in. Try again later."), TRUE };
    case PILOT_ERROR_INVALID:
      return (Failure){ _("This Can’t Be Used"), NULL, TRUE };
    case PILOT_ERROR_CONFLICT:
    case PILOT_ERROR_REJECTED:
    case PILOT_ERROR_GONE:
    case PILOT_ERROR_CORRUPT:
    case PILOT_ERROR_TOO_NEW:
    case PILOT_ERROR_NO_SPACE:
    case PILOT_ERROR_BUSY:
    case PILOT_ERROR_UNSUPPORTED:
    case PILOT_ERROR_FAILED:
    default:
      return (Failure){ _("No Connection"), NULL, TRUE };
    }
}

static void
show_result (PilotConnectDialog *self, const char *icon, const char *css_class, const char *title, const char *detail)
{
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *detail_markup = g_markup_escape_text (detail != NULL ? detail : "", -1);

  /* A row keeps the space of a prefix that is hidden: without a result there is none. */
  if (self->result_icon != NULL)
    adw_action_row_remove (self->result_row, GTK_WIDGET (self->result_icon));
  self->result_icon = icon != NULL ? GTK_IMAGE (gtk_image_new_from_icon_name (icon)) : NULL;
  if (icon != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->result_icon), css_class);
      adw_action_row_add_prefix (self->result_row, GTK_WIDGET (self->result_icon));
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result_row), title_markup);
  adw_action_row_set_subtitle (self->result_row, detail_markup);
}

static gboolean
is_empty (gpointer row)
{
  return *gtk_editable_get_text (GTK_EDITABLE (row)) == '\0';
}

/* (nullable): what is to be typed before there is something to connect to. */
static const char *
get_missing (PilotConnectDialog *self)
{
  if (is_empty (self->address_row))
    return _("First type the address of the portal.");
  if (adw_combo_row_get_selected (self->mode_row) == MODE_TOKEN)
    return is_empty (self->token_row) ? _("First paste the token.") : NULL;
  return is_empty (self->email_row) || is_empty (self->password_row) ? _("First type your e-mail address and password.") : NULL;
}

static void
update (PilotConnectDialog *self)
{
  gboolean busy = self->cancellable != NULL;
  gboolean token = adw_combo_row_get_selected (self->mode_row) == MODE_TOKEN;
  const char *missing = get_missing (self);
  gboolean complete = missing == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->email_row), !token);
  gtk_widget_set_visible (GTK_WIDGET (self->password_row), !token);
  gtk_widget_set_visible (GTK_WIDGET (self->token_row), token);
  gtk_widget_set_sensitive (GTK_WIDGET (self->connect_button), complete && !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), complete && !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  /* The buttons say why they can't be used yet. */
  if (self->result_icon == NULL && !busy)
    adw_action_row_set_subtitle (self->result_row, missing);
}

static void
changed_cb (PilotConnectDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  self->separate = FALSE;
  /* What runs was asked of something else. */
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  show_result (self, NULL, NULL, _("Test the Connection"), NULL);
  update (self);
}

static void
mode_cb (PilotConnectDialog *self)
{
  changed_cb (self);
}

/* Who connects to where he was before finds what is kept here, and his unsent work; anything else is a new connection. */
static void
choose_profile (PilotConnectDialog *self)
{
  GPtrArray *profiles = pilot_context_get_profiles (self->context);
  int same = self->new_id != NULL && !self->separate ? pilot_profiles_find_same (profiles, self->profile) : -1;
  const PilotConnectionProfile *known = same >= 0 ? g_ptr_array_index (profiles, same) : NULL;

  if (self->new_id == NULL)
    return;
  g_free (self->profile->id);
  self->profile->id = g_strdup (known != NULL ? known->id : self->new_id);
  g_free (self->profile->title);
  self->profile->title = known != NULL ? g_strdup (known->title) : NULL;
  if (known != NULL && self->profile->ca_path == NULL)
    self->profile->ca_path = g_strdup (known->ca_path);
}

/* Takes the form into the profile. */
static gboolean
take_form (PilotConnectDialog *self)
{
  g_autofree char *address = pilot_portal_address_normalize (gtk_editable_get_text (GTK_EDITABLE (self->address_row)));
  g_autoptr (GError) error = NULL;

  if (!pilot_portal_address_check (address, &error))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
      show_result (self, "dialog-error-symbolic", "error", _("The Address Is Not Valid"), error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
      return FALSE;
    }
  g_free (self->profile->address);
  self->profile->address = g_steal_pointer (&address);
  g_free (self->profile->email);
  self->profile->email = NULL;
  if (adw_combo_row_get_selected (self->mode_row) == MODE_PASSWORD)
    self->profile->email = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->email_row))));
  choose_profile (self);
  return TRUE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->cancellable);
  if (pilot_context_open_finish (PILOT_CONTEXT (source), result, &error))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_result (self, "dialog-error-symbolic", "error", _("The Connection Can’t Be Opened"), error->message);
  update (self);
}

static void
show_failure (PilotConnectDialog *self, const GError *error)
{
  Failure failure = describe (error, adw_combo_row_get_selected (self->mode_row) == MODE_TOKEN);
  g_autofree char *found = failure.found ? pilot_format_error (error) : NULL;
  g_autofree char *detail = failure.help == NULL ? g_steal_pointer (&found) : g_strjoin ("\n", failure.help, found, NULL);

  show_result (self, "dialog-error-symbolic", "error", failure.title, detail);
}

/* What waits here must not go there. Who means to connect to somewhere new does so by saying it once more. */
static void
show_other (PilotConnectDialog *self, const PilotSignIn *found)
{
  g_autofree char *detail = g_strdup_printf ("%s\n%s", found->other,
                                             self->new_id != NULL
                                                 ? _("Nothing was sent. Choose Connect once more to add it as a connection of its own; the one you have stays.")
                                                 : _("Nothing was sent, and your sign-in was not changed. Correct the address or the account, or add this portal as a connection of its own."));

  self->separate = self->new_id != NULL;
  show_result (self, "dialog-warning-symbolic", "warning", _("Another Company Answers"), detail);
}

static void
show_success (PilotConnectDialog *self, const PilotConnectionInfo *info)
{
  g_autofree char *role = g_strdup (_(pilot_choice_label (pilot_role_choices, pilot_role_to_name (info->role))));
  const char *environment = _(pilot_choice_label (pilot_environment_choices, info->environment));
  const char *title = info->title != NULL ? info->title : "";
  g_autofree char *detail = NULL;

  if (info->member_name != NULL)
    /* Translators: company, environment ("Sandbox"), person, role ("Admin") */
    detail = g_strdup_printf (_("%s, %s. Signed in as %s (%s)."), title, environment, info->member_name, role);
  else
    detail = g_strdup_printf (_("%s, %s. Signed in as %s."), title, environment, role);
  show_result (self, "emblem-ok-symbolic", "success", _("The Connection Works"), detail);
}

static void
open_found (PilotConnectDialog *self, const PilotSignIn *found)
{
  if (self->profile->title == NULL || *self->profile->title == '\0')
    {
      g_free (self->profile->title);
      self->profile->title = g_strdup (found->info.title != NULL ? found->info.title : self->profile->address);
    }
  self->cancellable = g_cancellable_new ();
  pilot_context_open_async (self->context, self->profile, found->token, self->cancellable, opened_cb, g_object_ref (self));
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotConnectDialog) self = user_data;
  g_auto (PilotSignIn) found = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done = pilot_context_sign_in_finish (PILOT_CONTEXT (source), result, &found, &error);

  g_clear_object (&self->cancellable);
  if (done && found.other != NULL)
    show_other (self, &found);
  else if (done)
    show_success (self, &found.info);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (self, error);
  if (found.token != NULL)
    open_found (self, &found);
  update (self);
}

static void
run (PilotConnectDialog *self, gboolean connecting)
{
  gboolean token = adw_combo_row_get_selected (self->mode_row) == MODE_TOKEN;

  if (self->cancellable != NULL || !take_form (self))
    return;
  self->cancellable = g_cancellable_new ();
  show_result (self, NULL, NULL, _("Connecting…"), NULL);
  update (self);
  pilot_context_sign_in_async (self->context, self->profile,
                               token ? NULL : gtk_editable_get_text (GTK_EDITABLE (self->password_row)),
                               token ? gtk_editable_get_text (GTK_EDITABLE (self->token_row)) : NULL, !connecting,
                               self->cancellable, tested_cb, g_object_ref (self));
}

static void
test_cb (PilotConnectDialog *self)
{
  run (self, FALSE);
}

static void
connect_cb (PilotConnectDialog *self)
{
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->connect_button)))
    run (self, TRUE);
}

static void
show_ca (PilotConnectDialog *self)
{
  g_autofree char *name = self->profile->ca_path != NULL ? g_path_get_basename (self->profile->ca_path) : NULL;

  if (name == NULL)
    return;
  gtk_button_set_use_underline (self->ca_button, FALSE);
  gtk_button_set_label (self->ca_button, name);
}

static void
ca_chosen_cb (PilotConnectDialog *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      g_free (self->profile->ca_path);
      self->profile->ca_path = g_file_get_path (file);
      show_ca (self);
      changed_cb (self);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_ca_cb (PilotConnectDialog *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Certificate Authority"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Certificates (PEM)"));
  gtk_file_filter_add_suffix (filter, "pem");
  gtk_file_filter_add_suffix (filter, "crt");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_signal_connect_object (chooser, "response", G_CALLBACK (ca_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static gboolean
close_request_cb (PilotConnectDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GDK_EVENT_PROPAGATE;
}

static void
pilot_connect_dialog_dispose (GObject *object)
{
  PilotConnectDialog *self = PILOT_CONNECT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->profile, pilot_connection_profile_free);
  g_clear_pointer (&self->new_id, g_free);
  G_OBJECT_CLASS (pilot_connect_dialog_parent_class)->dispose (object);
}

static void
pilot_connect_dialog_class_init (PilotConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_connect_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/welcome/pilot-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, connect_button);
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, ca_button);
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, mode_row);
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, email_row);
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, token_row);
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, result_row);
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PilotConnectDialog, test_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_ca_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pilot_connect_dialog_init (PilotConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self, "close-request", G_CALLBACK (close_request_cb), self, G_CONNECT_SWAPPED);
}

/* The keyboard begins at what is to be typed first; what is known already needs no typing. */
static void
focus_first (PilotConnectDialog *self)
{
  GtkWidget *rows[] = { GTK_WIDGET (self->address_row), GTK_WIDGET (self->email_row), GTK_WIDGET (self->password_row),
                        GTK_WIDGET (self->token_row) };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (gtk_widget_get_visible (rows[i]) && *gtk_editable_get_text (GTK_EDITABLE (rows[i])) == '\0')
      {
        gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (rows[i]))));
        return;
      }
}

GtkWidget *
pilot_connect_dialog_new (PilotContext *context, const PilotConnectionProfile *profile)
{
  PilotConnectDialog *self = g_object_new (PILOT_TYPE_CONNECT_DIALOG, NULL);

  self->context = g_object_ref (context);
  if (profile != NULL)
    {
      self->profile = pilot_connection_profile_copy (profile);
      gtk_window_set_title (GTK_WINDOW (self), _("Sign In Again"));
      gtk_button_set_label (self->connect_button, _("_Sign In"));
      gtk_editable_set_text (GTK_EDITABLE (self->address_row), profile->address != NULL ? profile->address : "");
      gtk_editable_set_text (GTK_EDITABLE (self->email_row), profile->email != NULL ? profile->email : "");
      adw_combo_row_set_selected (self->mode_row, profile->email != NULL ? MODE_PASSWORD : MODE_TOKEN);
      show_ca (self);
    }
  else
    {
      self->profile = pilot_connection_profile_new ("portal");
      self->new_id = g_strdup (self->profile->id);
    }
  changed_cb (self);
  focus_first (self);
  return GTK_WIDGET (self);
}

void
pilot_connect_dialog_fill (PilotConnectDialog *self, const char *address, const char *email, const char *password)
{
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), address);
  gtk_editable_set_text (GTK_EDITABLE (self->email_row), email);
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), password);
}

void
pilot_connect_dialog_test (PilotConnectDialog *self)
{
  test_cb (self);
}

const char *
pilot_connect_dialog_get_result (PilotConnectDialog *self)
{
  return self->result_icon != NULL
             ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->result_row))
             : "";
}
