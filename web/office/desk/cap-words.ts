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
    uk: 'Рахуються розмови, де відповіли. Передзвонити на прохання магазину можна завжди, а про те саме двічі за три дні не питає ніхто.',
    en: 'Answered contacts count. A call-back the shop asked for always passes; nobody asks about the same thing twice in three days.',
    ru: 'Считаются разговоры, где ответили. Перезвонить по просьбе магазина можно всегда, а о том же дважды за три дня не спрашивает никто.',
  },
  standard: { uk: 'Стандартна межа', en: 'The default', ru: 'Стандартный предел' },
  own: { uk: 'Ваша межа', en: 'Your own', ru: 'Ваш предел' },
  save: { uk: 'Зберегти', en: 'Save', ru: 'Сохранить' },
  saved: { uk: 'Збережено', en: 'Saved', ru: 'Сохранено' },
}
