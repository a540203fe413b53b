export const words = {
  lead: {
    uk: 'Одна межа на всіх: оператор, агент, прилавок і нагадування.',
    en: 'One cap over everybody: operator, agent, counter and reminders.',
    ru: 'Один предел на всех: оператор, агент, прилавок и напоминания.',
  },
  contacts: {
    uk: 'Найбільше розмов із магазином',
    en: 'Most contacts with a shop',
    ru: 'Больше всего разговоров с магазином',
  },
  days: { uk: 'За скільки днів', en: 'Within how many days', ru: 'За сколько дней' },
  how: {
    uk: 'Рахуються розмови, де відповіли. На прохання передзвонюють завжди; двічі за три дні про те саме — ні.',
    en: 'Answered contacts count. A call-back asked for passes; the same thing twice in three days does not.',
    ru: 'Считаются разговоры, где ответили. По просьбе перезванивают всегда; дважды за три дня о том же — нет.',
  },
  standard: { uk: 'Стандартна межа', en: 'The default', ru: 'Стандартный предел' },
  own: { uk: 'Ваша межа', en: 'Your own', ru: 'Ваш предел' },
  save: { uk: 'Зберегти', en: 'Save', ru: 'Сохранить' },
  saved: { uk: 'Збережено', en: 'Saved', ru: 'Сохранено' },
}
