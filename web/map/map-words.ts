/** Words of the map itself. */
export const words = {
  closer: { uk: 'Ближче', en: 'Zoom in', ru: 'Ближе' },
  farther: { uk: 'Далі', en: 'Zoom out', ru: 'Дальше' },
  all: { uk: 'Показати всі', en: 'Show all', ru: 'Показать все' },
  keys: {
    uk: 'Стрілки рухають карту, + і − наближають і віддаляють; той самий список — у таблиці поруч.',
    en: 'Arrows move the map, + and − zoom it; the same list is in the table beside it.',
    ru: 'Стрелки двигают карту, + и − приближают и отдаляют; тот же список — в таблице рядом.',
  },
  noGround: {
    uk: 'Обриси карти не завантажилися; точки видно.',
    en: 'The outlines of the map did not load; the points are shown.',
    ru: 'Очертания карты не загрузились; точки видны.',
  },
}
