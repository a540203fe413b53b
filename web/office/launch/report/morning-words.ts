import type { Phrase } from '../../../../src/platform/language.ts'

export const words = {
  morning: { uk: 'П’ять рядків зранку', en: 'Five lines in the morning', ru: 'Пять строк утром' },
  lead: {
    uk: 'Мета, два закони, кому допомогти і рішення: лише те, що змінилося або чекає на вас.',
    en: 'Goal, both laws, where to help and the decision: only what changed or waits for you.',
    ru: 'Цель, два закона, кому помочь и решение: только то, что изменилось или ждёт вас.',
  },
  at: { uk: 'О котрій', en: 'At', ru: 'Во сколько' },
  nobody: {
    uk: 'Ще ніхто не отримує. Додайте людину.',
    en: 'Nobody gets them yet. Add a person.',
    ru: 'Ещё никто не получает. Добавьте человека.',
  },
  add: { uk: 'Додати людину', en: 'Add a person', ru: 'Добавить человека' },
  choose: { uk: '— оберіть —', en: '— choose —', ru: '— выберите —' },
  mail: { uk: 'на пошту', en: 'by e-mail', ru: 'на почту' },
  messenger: { uk: 'Месенджер', en: 'Messenger', ru: 'Мессенджер' },
  noMessenger: { uk: 'без месенджера', en: 'no messenger', ru: 'без мессенджера' },
  viber: { uk: 'Viber', en: 'Viber', ru: 'Viber' },
  push: { uk: 'сповіщення браузера', en: 'browser push', ru: 'уведомление браузера' },
  remove: { uk: 'Прибрати', en: 'Remove', ru: 'Убрать' },
  save: { uk: 'Зберегти', en: 'Save', ru: 'Сохранить' },
  saved: { uk: 'Збережено', en: 'Saved', ru: 'Сохранено' },
  lastDay: { uk: 'Востаннє надіслано', en: 'Last told', ru: 'В последний раз отправлено' },
  how: {
    uk: 'Пошту людина вказує в себе в «Мої дані»; канал має бути ввімкнено в «Повідомленнях».',
    en: 'People give their e-mail on their own page; the channel must be on under Messages.',
    ru: 'Почту человек указывает у себя в «Мои данные»; канал должен быть включён в «Сообщениях».',
  },
} satisfies Record<string, Phrase>
