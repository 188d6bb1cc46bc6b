/* pilot-tour.c: goes through the main job in the real window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tour-private.h"

#include "pilot-log.h"
#include "pilot-picture.h"

#include <glib/gi18n-lib.h>

#define CHECK_MSECS 50
#define SETTLE_MSECS 200
#define MAX_UNREADY 20

struct _PilotTour
{
  GObject parent_instance;

  PilotWindow *window; /* not owned: the application owns both */
  char *dir;           /* (owned) */
  const PilotTourStep *steps;
  guint n_before;      /* steps of the parts before */
  GHashTable *texts;   /* (owned) */
  guint step;
  guint n_failed;
  gint64 started_usec;
  char *note;          /* (owned) (nullable) */
  char *failure;       /* (owned) (nullable) */
  guint source_id;
  guint n_unready;
  GPtrArray *toasts;   /* (owned) (element-type AdwToast): told since the last picture */
};

G_DEFINE_FINAL_TYPE (PilotTour, pilot_tour, G_TYPE_OBJECT)

enum {
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean begin_step_cb (gpointer user_data);

/* What went on beneath the pictures. */
static void
save_log (PilotTour *self)
{
  g_autofree char *path = g_build_filename (self->dir, "pilotage.log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (!pilot_log_save (file, "", &error))
    g_print ("%s\n", error->message);
}

static void
finish (PilotTour *self)
{
  save_log (self);
  g_print ("%s\n", self->n_failed == 0 ? "Tour passed." : "Tour FAILED.");
  g_signal_emit (self, signals[SIGNAL_DONE], 0, self->n_failed == 0);
}

static void
toast_cb (PilotTour *self, AdwToast *toast)
{
  g_ptr_array_add (self->toasts, g_object_ref (toast));
}

/* What is told in passing lies over what a picture is of. */
static void
dismiss_toasts (PilotTour *self)
{
  for (guint i = 0; i < self->toasts->len; i++)
    adw_toast_dismiss (g_ptr_array_index (self->toasts, i));
  g_ptr_array_set_size (self->toasts, 0);
}

/* Whether one is still to be seen below @widget: beside what the overlay is over. */
static gboolean
shows_toast (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (ADW_IS_TOAST_OVERLAY (widget) && child != adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (widget)) && gtk_widget_get_mapped (child))
        return TRUE;
      if (shows_toast (child))
        return TRUE;
    }
  return FALSE;
}

/* A dialog over the window is what a step is about. */
static GtkWidget *
find_shown (PilotTour *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *shown = GTK_WIDGET (self->window);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (other) && gtk_window_get_transient_for (GTK_WINDOW (other)) == GTK_WINDOW (self->window))
        shown = other;
    }
  return shown;
}

static void
take_picture (PilotTour *self)
{
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", self->n_before + self->step + 1, self->steps[self->step].name);
  g_autofree char *path = g_build_filename (self->dir, file, NULL);
  g_autoptr (GError) error = NULL;

  if (!pilot_picture_save (find_shown (self), path, &error))
    {
      g_print ("        no picture: %s\n", error->message);
      self->n_failed++;
    }
}

static gboolean
settled_cb (gpointer user_data)
{
  PilotTour *self = user_data;
  GtkWidget *shown = find_shown (self);

  dismiss_toasts (self);
  /* Between a change and the next frame a window has nothing to be drawn from. */
  if ((!pilot_picture_is_ready (shown) || shows_toast (shown)) && self->n_unready++ < MAX_UNREADY)
    {
      gtk_widget_queue_draw (shown);
      return G_SOURCE_CONTINUE;
    }
  self->n_unready = 0;
  self->source_id = 0;
  take_picture (self);
  self->step++;
  if (self->steps[self->step].name == NULL)
    finish (self);
  else
    self->source_id = g_idle_add (begin_step_cb, self);
  return G_SOURCE_REMOVE;
}

static gboolean
check_cb (gpointer user_data)
{
  PilotTour *self = user_data;
  const PilotTourStep *step = &self->steps[self->step];
  double secs = (double) (g_get_monotonic_time () - self->started_usec) / G_USEC_PER_SEC;
  PilotTourCheck result = PILOT_TOUR_FAILED;

  if (step->needs_connection && pilot_tour_get_workspace (self) == NULL)
    pilot_tour_fail (self, "the connection was closed");
  if (self->failure == NULL)
    result = step->check (self);

  if (result == PILOT_TOUR_WAIT && secs < step->max_secs)
    return G_SOURCE_CONTINUE;
  self->source_id = 0;
  g_print ("%s  %s (%.1f s)%s%s\n", result == PILOT_TOUR_DONE ? "ok    " : "FAILED", step->title, secs,
           self->note != NULL ? ": " : "", self->note != NULL ? self->note : "");
  if (result != PILOT_TOUR_DONE)
    {
      self->n_failed++;
      g_print ("        %s\n", self->failure != NULL ? self->failure : result == PILOT_TOUR_WAIT ? "not in time" : "not as it should be");
      take_picture (self);
      /* Each step builds on those before. */
      finish (self);
      return G_SOURCE_REMOVE;
    }
  dismiss_toasts (self);
  self->source_id = g_timeout_add (SETTLE_MSECS, settled_cb, self);
  return G_SOURCE_REMOVE;
}

static gboolean
begin_step_cb (gpointer user_data)
{
  PilotTour *self = user_data;
  const PilotTourStep *step = &self->steps[self->step];

  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->failure, g_free);
  self->started_usec = g_get_monotonic_time ();
  if (step->run != NULL)
    step->run (self);
  self->source_id = g_timeout_add (CHECK_MSECS, check_cb, self);
  return G_SOURCE_REMOVE;
}

static void
pilot_tour_finalize (GObject *object)
{
  PilotTour *self = PILOT_TOUR (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_pointer (&self->toasts, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_pointer (&self->dir, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->failure, g_free);
  G_OBJECT_CLASS (pilot_tour_parent_class)->finalize (object);
}

static void
pilot_tour_class_init (PilotTourClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_tour_finalize;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                       1, G_TYPE_BOOLEAN);
}

static void
pilot_tour_init (PilotTour *self)
{
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->toasts = g_ptr_array_new_with_free_func (g_object_unref);
}

PilotTour *
pilot_tour_new (PilotWindow *window, const char *dir, PilotTourPart part)
{
  PilotTour *self = g_object_new (PILOT_TYPE_TOUR, NULL);

  self->window = window;
  self->dir = g_strdup (dir);
  self->steps = part == PILOT_TOUR_EXECUTION ? pilot_tour_execution_steps : pilot_tour_steps;
  while (part != PILOT_TOUR_MAIN_JOB && pilot_tour_steps[self->n_before].name != NULL)
    self->n_before++;
  g_signal_connect_object (pilot_window_get_context (window), "toast", G_CALLBACK (toast_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
pilot_tour_start (PilotTour *self)
{
  g_mkdir_with_parents (self->dir, 0755);
  /* A picture is of what a person sees when all has come to rest; nobody is to wait for it. */
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self->window)), "gtk-enable-animations", FALSE, NULL);
  self->source_id = g_idle_add (begin_step_cb, self);
}

PilotWindow *
pilot_tour_get_window (PilotTour *self)
{
  return self->window;
}

PilotContext *
pilot_tour_get_context (PilotTour *self)
{
  return pilot_window_get_context (self->window);
}

PilotWorkspace *
pilot_tour_get_workspace (PilotTour *self)
{
  return pilot_context_get_workspace (pilot_window_get_context (self->window));
}

const char *
pilot_tour_get_dir (PilotTour *self)
{
  return self->dir;
}

void
pilot_tour_note (PilotTour *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_free (self->note);
  self->note = g_strdup_vprintf (format, args);
  va_end (args);
}

GtkWidget *
pilot_tour_find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

GtkWidget *
pilot_tour_find_below (GtkWidget *root, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (root), type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = pilot_tour_find_below (child, type);
  return found;
}

void
pilot_tour_close_dialog (GType type)
{
  GtkWidget *dialog = pilot_tour_find_dialog (type);

  if (dialog != NULL)
    gtk_window_close (GTK_WINDOW (dialog));
}

void
pilot_tour_set (PilotTour *self, const char *key, const char *value)
{
  g_hash_table_replace (self->texts, g_strdup (key), g_strdup (value != NULL ? value : ""));
}

const char *
pilot_tour_get (PilotTour *self, const char *key)
{
  const char *text = g_hash_table_lookup (self->texts, key);

  return text != NULL ? text : "";
}

void
pilot_tour_fail (PilotTour *self, const char *reason)
{
  g_free (self->failure);
  self->failure = g_strdup (reason);
}
