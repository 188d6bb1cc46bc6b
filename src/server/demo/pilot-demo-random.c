/* pilot-demo-random.c: numbers that look random and are the same each time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-random.h"

guint64
pilot_demo_random_next (PilotDemoRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

guint
pilot_demo_random_below (PilotDemoRandom *self, guint n)
{
  return (guint) (((pilot_demo_random_next (self) >> 32) * n) >> 32);
}

gboolean
pilot_demo_random_chance (PilotDemoRandom *self, guint percent)
{
  return pilot_demo_random_below (self, 100) < percent;
}

guint
pilot_demo_random_pick (PilotDemoRandom *self, const int *weights)
{
  int total = 0;
  int at;
  guint i;

  for (i = 0; weights[i] >= 0; i++)
    total += weights[i];
  at = (int) pilot_demo_random_below (self, total);
  for (i = 0; weights[i + 1] >= 0 && at >= weights[i]; i++)
    at -= weights[i];
  return i;
}

void
pilot_demo_random_uuid (PilotDemoRandom *self, char *uuid)
{
  static const char digits[] = "0123456789abcdef";
  guint64 high = (pilot_demo_random_next (self) & ~G_GUINT64_CONSTANT (0xf000)) | 0x4000;
  guint64 low = (pilot_demo_random_next (self) & ~(G_GUINT64_CONSTANT (0xc) << 60)) | (G_GUINT64_CONSTANT (8) << 60);
  char *to = uuid;

  for (guint i = 0; i < 32; i++)
    {
      if (i == 8 || i == 12 || i == 16 || i == 20)
        *to++ = '-';
      *to++ = digits[(i < 16 ? high >> (60 - 4 * i) : low >> (60 - 4 * (i - 16))) & 15];
    }
  *to = '\0';
}
