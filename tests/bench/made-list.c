/* made-list.c: a list whose objects are made on demand, from nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "made-list.h"

struct _MadeItem
{
  GObject parent_instance;

  char *texts[MADE_ITEM_N_TEXTS]; /* (owned) */
};

G_DEFINE_FINAL_TYPE (MadeItem, made_item, G_TYPE_OBJECT)

struct _MadeList
{
  GObject parent_instance;

  guint n_items;
  gboolean turned;
};

static void made_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MadeList, made_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, made_list_model_init))

static void
made_item_finalize (GObject *object)
{
  for (guint i = 0; i < MADE_ITEM_N_TEXTS; i++)
    g_free (MADE_ITEM (object)->texts[i]);
  G_OBJECT_CLASS (made_item_parent_class)->finalize (object);
}

static void
made_item_class_init (MadeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = made_item_finalize;
}

static void
made_item_init (MadeItem *self)
{
}

const char *
made_item_get_text (MadeItem *self, guint column)
{
  return self->texts[column % MADE_ITEM_N_TEXTS];
}

static GType
made_list_get_item_type (GListModel *model)
{
  return MADE_TYPE_ITEM;
}

static guint
made_list_get_n_items (GListModel *model)
{
  return MADE_LIST (model)->n_items;
}

static gpointer
made_list_get_item (GListModel *model, guint position)
{
  static const char *const names[] = { "Aoife Murphy", "Brian O'Connor", "Łukasz Nowak", "Ciara Kelly", "Jörg Müller" };
  static const char *const states[] = { "New", "In review", "Interview", "Offered", "Hired" };
  MadeList *self = MADE_LIST (model);
  MadeItem *item;
  guint n;

  if (position >= self->n_items)
    return NULL;
  n = self->turned ? self->n_items - 1 - position : position;
  item = g_object_new (MADE_TYPE_ITEM, NULL);
  item->texts[0] = g_strdup_printf ("%s %u", names[n % 5], n);
  item->texts[1] = g_strdup_printf ("a.person%u@mail%u.example", n, n % 300);
  item->texts[2] = g_strdup_printf ("Agency Recruitment %u", n % 97);
  item->texts[3] = g_strdup_printf ("Software Engineer %u", n % 97);
  item->texts[4] = g_strdup (states[n % 5]);
  item->texts[5] = g_strdup_printf ("2026-%02u-%02u 12:%02u", n % 12 + 1, n % 28 + 1, n % 60);
  item->texts[6] = g_strdup_printf ("2025-%02u-%02u 09:%02u", n % 12 + 1, n % 28 + 1, n % 60);
  item->texts[7] = g_strdup ("");
  return item;
}

static void
made_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = made_list_get_item_type;
  iface->get_n_items = made_list_get_n_items;
  iface->get_item = made_list_get_item;
}

static void
made_list_class_init (MadeListClass *klass)
{
}

static void
made_list_init (MadeList *self)
{
}

GListModel *
made_list_new (guint n_items)
{
  MadeList *self = g_object_new (MADE_TYPE_LIST, NULL);

  self->n_items = n_items;
  return G_LIST_MODEL (self);
}

void
made_list_turn (MadeList *self)
{
  self->turned = !self->turned;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, self->n_items, self->n_items);
}
