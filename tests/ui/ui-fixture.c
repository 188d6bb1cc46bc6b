/* ui-fixture.c: a window over a connection in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui-fixture.h"

#include "pilot-error.h"

int ui_n_forgotten;
int ui_n_kept;
int ui_n_signed_out;

/* Makes connections to the one in memory; signs in with one password. */
#define UI_TYPE_PROVIDER (ui_provider_get_type ())
G_DECLARE_FINAL_TYPE (UiProvider, ui_provider, UI, PROVIDER, GObject)

struct _UiProvider
{
  GObject parent_instance;

  PilotConnection *connection; /* (owned) */
  PilotConnection *other;      /* (owned) */
};

static const char *
ui_provider_get_kind (PilotConnectionProvider *provider)
{
  return "portal";
}

static PilotConnection *
ui_provider_open_with_token (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, const char *token,
                             GCancellable *cancellable, GError **error)
{
  UiProvider *self = UI_PROVIDER (provider);

  return g_object_ref (g_strcmp0 (profile->address, UI_OTHER) == 0 ? self->other : self->connection);
}

static PilotConnection *
ui_provider_open (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable,
                  GError **error)
{
  if (g_strcmp0 (profile->address, UI_SIGNED_OUT) == 0)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED, "no sign-in is kept");
      return NULL;
    }
  return ui_provider_open_with_token (provider, profile, NULL, cancellable, error);
}

static char *
ui_provider_sign_in (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, const char *password,
                     GCancellable *cancellable, GError **error)
{
  if (g_strcmp0 (password, UI_PASSWORD) == 0)
    return g_strdup ("made");
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED, "wrong password");
  return NULL;
}

static void
ui_provider_sign_out (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, const char *token,
                      GCancellable *cancellable)
{
  g_atomic_int_inc (&ui_n_signed_out);
}

static gboolean
ui_provider_set_token (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, const char *token,
                       gboolean *kept, GCancellable *cancellable, GError **error)
{
  g_atomic_int_inc (&ui_n_kept);
  *kept = TRUE;
  return TRUE;
}

static gboolean
ui_provider_forget (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable,
                    GError **error)
{
  g_atomic_int_inc (&ui_n_forgotten);
  return TRUE;
}

static void
ui_provider_provider_init (PilotConnectionProviderInterface *iface)
{
  iface->get_kind = ui_provider_get_kind;
  iface->open = ui_provider_open;
  iface->open_with_token = ui_provider_open_with_token;
  iface->sign_in = ui_provider_sign_in;
  iface->sign_out = ui_provider_sign_out;
  iface->set_token = ui_provider_set_token;
  iface->forget = ui_provider_forget;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (UiProvider, ui_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION_PROVIDER, ui_provider_provider_init))

static void
ui_provider_finalize (GObject *object)
{
  g_clear_object (&UI_PROVIDER (object)->connection);
  g_clear_object (&UI_PROVIDER (object)->other);
  G_OBJECT_CLASS (ui_provider_parent_class)->finalize (object);
}

static void
ui_provider_class_init (UiProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ui_provider_finalize;
}

static void
ui_provider_init (UiProvider *self)
{
}

/* One for the process: there can't be two. */
static PilotApplication *application; /* (owned) (nullable) */

static char *
make_id (guint kind, guint n)
{
  return g_strdup_printf ("%08x-0000-4000-8000-%012x", kind, n);
}

void
ui_set_company (PilotFakeConnection *connection, guint n, const char *name)
{
  g_autofree char *id = make_id (PILOT_ENTITY_COMPANY, n);

  pilot_fake_connection_set_company (connection, id, name, "sandbox");
}

static PilotRecord *
make_record (PilotEntity entity, guint n)
{
  PilotRecord *record = pilot_record_new (entity);
  g_autofree char *id = make_id (entity, n);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  return record;
}

static void
put_company (PilotFakeConnection *connection)
{
  g_autoptr (PilotRecord) company = make_record (PILOT_ENTITY_COMPANY, 1);
  g_autoptr (PilotRecord) job = make_record (PILOT_ENTITY_JOB, 1);

  pilot_record_set_text (company, PILOT_COMPANY_NAME, "Example Foods");
  pilot_record_set_text (company, PILOT_COMPANY_ENVIRONMENT, "sandbox");
  pilot_fake_connection_put (connection, company);
  pilot_record_set_text (job, PILOT_JOB_DATASET, "legacy");
  pilot_record_set_text (job, PILOT_JOB_TITLE, "Baker");
  pilot_record_set_text (job, PILOT_JOB_STATUS, "SOURCING");
  pilot_record_set_text (job, PILOT_JOB_POSTING_STATUS, "PUBLIC");
  pilot_fake_connection_put (connection, job);
}

static void
put_people (PilotFakeConnection *connection, guint n)
{
  g_autoptr (PilotRecord) agency = make_record (PILOT_ENTITY_AGENCY, n);
  g_autoptr (PilotRecord) recruiter = make_record (PILOT_ENTITY_RECRUITER, n);
  g_autoptr (PilotRecord) candidate = make_record (PILOT_ENTITY_CANDIDATE, n);
  g_autofree char *name = g_strdup_printf ("Agency %c", 'A' + (int) n);
  g_autofree char *city = g_strdup_printf ("City %c", 'Z' - (int) n);
  g_autofree char *email = g_strdup_printf ("office%u@agency.example", n);
  g_autofree char *person = g_strdup_printf ("Person %c", 'A' + (int) n);
  g_autofree char *person_id = make_id (99, n % 2);
  g_autofree char *job_id = make_id (PILOT_ENTITY_JOB, 1);

  pilot_record_set_text (agency, PILOT_AGENCY_DATASET, "legacy");
  pilot_record_set_text (agency, PILOT_AGENCY_NAME, name);
  pilot_record_set_text (agency, PILOT_AGENCY_CITY, city);
  pilot_record_set_text (agency, PILOT_AGENCY_STATUS, n % 3 == 0 ? "inactive" : "active");
  pilot_record_set_text (agency, PILOT_AGENCY_CONTRACT_STATE, "none");
  if (n != 0)
    pilot_record_set_text (agency, PILOT_AGENCY_EMAIL, email);
  pilot_fake_connection_put (connection, agency);

  pilot_record_set_text (recruiter, PILOT_RECRUITER_DATASET, "legacy");
  pilot_record_set_text (recruiter, PILOT_RECRUITER_NAME, person);
  pilot_record_set_text (recruiter, PILOT_RECRUITER_STATUS, "active");
  pilot_record_set_text (recruiter, PILOT_RECRUITER_AGENCY_ID, pilot_record_get_id (agency));
  pilot_fake_connection_put (connection, recruiter);

  pilot_record_set_text (candidate, PILOT_CANDIDATE_DATASET, "legacy");
  pilot_record_set_text (candidate, PILOT_CANDIDATE_NAME, person);
  pilot_record_set_text (candidate, PILOT_CANDIDATE_JOB_ID, job_id);
  pilot_record_set_text (candidate, PILOT_CANDIDATE_AGENCY_ID, pilot_record_get_id (agency));
  pilot_record_set_text (candidate, PILOT_CANDIDATE_RECRUITER_ID, pilot_record_get_id (recruiter));
  pilot_record_set_text (candidate, PILOT_CANDIDATE_STATUS, "NEW");
  pilot_record_set_text (candidate, PILOT_CANDIDATE_PERSON_ID, person_id);
  pilot_fake_connection_put (connection, candidate);
}

/* From GTK 4.10 on, the message dialog of libadwaita measures the labels of its buttons for less than they need, and GTK
 * warns of it. Warnings are fatal here; this one is not ours to mend. */
static GLogWriterOutput
write_message (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if (gtk_get_minor_version () >= 10 && level == G_LOG_LEVEL_WARNING)
    for (gsize i = 0; i < n_fields; i++)
      if (g_strcmp0 (fields[i].key, "MESSAGE") == 0 && g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel "))
        return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
ui_init (int *argc, char ***argv)
{
  const char *const *data_dirs = g_get_system_data_dirs ();
  g_autoptr (GPtrArray) mime_dirs = g_ptr_array_new_with_free_func (g_free);

  /* Icons are recognised by the machine's MIME database, which the isolation of a test hides. */
  for (guint i = 0; data_dirs[i] != NULL; i++)
    g_ptr_array_add (mime_dirs, g_build_filename (data_dirs[i], "mime", NULL));
  g_ptr_array_add (mime_dirs, NULL);
  pilot_test_init (argc, argv);
  g_log_set_writer_func (write_message, NULL, NULL);
  g_content_type_set_mime_dirs ((const char *const *) mime_dirs->pdata);
  adw_init ();
  /* What moves is never at rest, and a test waits for rest. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

void
ui_fixture_set_up (UiFixture *self, gconstpointer data)
{
  UiProvider *provider = g_object_new (UI_TYPE_PROVIDER, NULL);
  g_autofree char *data_dir = pilot_test_make_dir ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.pilotage.Pilotage");
  g_autoptr (GError) error = NULL;

  g_settings_reset (settings, "connections");
  g_settings_reset (settings, "current-connection");
  g_settings_reset (settings, "columns");
  g_settings_reset (settings, "sorts");
  self->connection = pilot_fake_connection_new ();
  provider->connection = PILOT_CONNECTION (g_object_ref (self->connection));
  self->other = pilot_fake_connection_new ();
  provider->other = PILOT_CONNECTION (g_object_ref (self->other));
  self->provider = PILOT_CONNECTION_PROVIDER (provider);
  if (application == NULL)
    {
      application = pilot_application_new (NULL, NULL, NULL);
      g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
    }
  self->context = pilot_context_new (settings, NULL, (PilotConnectionProvider *[]){ self->provider, NULL }, data_dir);
  self->window = PILOT_WINDOW (pilot_window_new (ADW_APPLICATION (application), self->context));
  gtk_window_present (GTK_WINDOW (self->window));
  PILOT_TEST_WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

void
ui_fixture_open (UiFixture *self)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("portal");

  put_company (self->connection);
  ui_set_company (self->connection, 1, "Example Foods");
  ui_set_company (self->other, 2, "Other Foods");
  for (guint i = 0; i < UI_N_AGENCIES; i++)
    put_people (self->connection, i);
  g_free (profile->title);
  profile->title = g_strdup ("Example portal");
  g_free (profile->address);
  profile->address = g_strdup ("http://127.0.0.1:9");
  pilot_window_open_profile (self->window, profile);
  PILOT_TEST_WAIT_UNTIL (ui_workspace (self) != NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (self), PILOT_ENTITY_CANDIDATE, PILOT_FIELD_ID, NULL)
                         == UI_N_AGENCIES);
}

void
ui_fixture_set_up_with (UiFixture *self, PilotCapabilities capabilities)
{
  ui_fixture_set_up (self, NULL);
  pilot_fake_connection_set_capabilities (self->connection, capabilities);
  ui_fixture_open (self);
}

void
ui_fixture_set_up_open (UiFixture *self, gconstpointer data)
{
  ui_fixture_set_up (self, data);
  ui_fixture_open (self);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_may (ui_workspace (self), PILOT_ACTION_CHANGE, PILOT_ENTITY_AGENCY, NULL));
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_context_close_finish (PILOT_CONTEXT (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

void
ui_fixture_tear_down (UiFixture *self, gconstpointer data)
{
  gboolean closed = FALSE;
  gpointer window = self->window;

  g_object_add_weak_pointer (window, &window);
  PILOT_TEST_WAIT_UNTIL (!pilot_context_get_busy (self->context));
  pilot_context_close_async (self->context, closed_cb, &closed);
  PILOT_TEST_WAIT_UNTIL (closed);
  for (GList *windows; (windows = gtk_application_get_windows (GTK_APPLICATION (application))) != NULL;)
    gtk_window_destroy (windows->data);
  ui_wait_idle ();
  g_assert_null (window);
  g_assert_cmpstr (pilot_fake_connection_get_violation (self->connection), ==, NULL);
  g_clear_object (&self->context);
  g_clear_object (&self->provider);
  g_clear_object (&self->connection);
  g_clear_object (&self->other);
}

char *
ui_agency_id (guint n)
{
  return make_id (PILOT_ENTITY_AGENCY, n);
}

PilotWorkspace *
ui_workspace (UiFixture *self)
{
  return pilot_context_get_workspace (self->context);
}

void
ui_wait_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
ui_wait_rows (UiFixture *self, guint n)
{
  PilotList *list = pilot_list_page_get_list (pilot_window_get_list_page (self->window));

  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (list) && g_list_model_get_n_items (G_LIST_MODEL (list)) == n);
}

char *
ui_dup_cell (UiFixture *self, guint row, guint field)
{
  PilotList *list = pilot_list_page_get_list (pilot_window_get_list_page (self->window));
  g_autoptr (PilotRow) item = g_list_model_get_item (G_LIST_MODEL (list), row);

  g_assert_nonnull (item);
  return pilot_row_dup_display (item, field);
}

guint
ui_number (UiFixture *self, const char *property)
{
  guint number = 0;

  g_object_get (ui_workspace (self), property, &number, NULL);
  return number;
}

void
ui_walk (GtkWidget *widget, UiVisitFunc func, gpointer user_data)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  func (widget, user_data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    ui_walk (child, func, user_data);
}

gboolean
ui_press (GtkWidget *widget, const char *key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint s = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && s < g_list_model_get_n_items (G_LIST_MODEL (controller)); s++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), s);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_strcmp0 (trigger, key) == 0)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
        }
    }
  return FALSE;
}

GtkWidget *
ui_find (GtkWidget *root, GType type)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = ui_find (child, type);
  return found;
}

GtkWidget *
ui_find_entry (GtkWidget *root, const char *text)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (ADW_IS_ENTRY_ROW (root) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = ui_find_entry (child, text);
  return found;
}

static gboolean
is_inside (GtkWidget *widget, GType type)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && gtk_widget_get_ancestor (parent, type) != NULL;
}

static gboolean
is_named (GtkWidget *widget)
{
  GtkWidget *label = ui_find (widget, GTK_TYPE_LABEL);

  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
      || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  return label != NULL && *gtk_label_get_text (GTK_LABEL (label)) != '\0';
}

static void
check_name_cb (GtkWidget *widget, gpointer user_data)
{
  /* What these are made of inside is named by them. */
  const GType made[] = { GTK_TYPE_DROP_DOWN,  GTK_TYPE_WINDOW_CONTROLS, ADW_TYPE_ENTRY_ROW,     ADW_TYPE_COMBO_ROW,
                         GTK_TYPE_COLUMN_VIEW, ADW_TYPE_VIEW_SWITCHER,   GTK_TYPE_SEARCH_ENTRY, GTK_TYPE_ENTRY };
  gboolean control = GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_SEARCH_ENTRY (widget)
                     || GTK_IS_DROP_DOWN (widget) || GTK_IS_SWITCH (widget) || GTK_IS_CHECK_BUTTON (widget)
                     || GTK_IS_COLUMN_VIEW (widget) || GTK_IS_LIST_VIEW (widget) || GTK_IS_TEXT_VIEW (widget)
                     || GTK_IS_ENTRY (widget) || GTK_IS_TEXT (widget) || ADW_IS_PREFERENCES_ROW (widget)
                     || (GTK_IS_LIST_BOX_ROW (widget) && gtk_widget_get_focusable (widget));

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    control &= !is_inside (widget, made[i]);
  /* libadwaita's own, whose tooltip newer GTK takes for its name. */
  if (g_type_from_name ("AdwToastWidget") != 0 && is_inside (widget, g_type_from_name ("AdwToastWidget")))
    control = FALSE;
  /* A row that no one can do anything with is a place for others. */
  if (ADW_IS_PREFERENCES_ROW (widget) && !gtk_widget_get_focusable (widget))
    control = FALSE;
  if (!control || is_named (widget))
    return;
  g_test_message ("%s: %s (%s) has no name", (const char *) user_data, G_OBJECT_TYPE_NAME (widget), gtk_widget_get_tooltip_text (widget));
  g_test_fail ();
}

void
ui_check_names (GtkWidget *window, const char *where)
{
  gtk_window_present (GTK_WINDOW (window));
  PILOT_TEST_WAIT_UNTIL (gtk_widget_get_mapped (window));
  ui_walk (window, check_name_cb, (gpointer) where);
}

void
ui_check_spinners (GtkWidget *widget)
{
  if (GTK_IS_SPINNER (widget) && !gtk_widget_get_mapped (widget))
    g_assert_false (gtk_spinner_get_spinning (GTK_SPINNER (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    ui_check_spinners (child);
}

AdwMessageDialog *
ui_find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_visible (at->data))
      return at->data;
  return NULL;
}

void
ui_answer (const char *response)
{
  AdwMessageDialog *dialog = g_object_ref (ui_find_dialog ());

  /* As its buttons do. */
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
  ui_wait_idle ();
}
