export const words = {
  view: {
    uk: 'Чи замовлятиме ця точка сама?',
    en: 'Will this shop order by itself?',
    ru: 'Будет ли эта точка заказывать сама?',
  },
  yes: { uk: 'Так', en: 'Yes', ru: 'Да' },
  maybe: { uk: 'Можливо', en: 'Maybe', ru: 'Возможно' },
  no: { uk: 'Ні', en: 'No', ru: 'Нет' },
  put: { uk: 'Відкласти точку', en: 'Set the shop aside', ru: 'Отложить точку' },
  paused: { uk: 'На паузі 90 днів', en: 'Paused for 90 days', ru: 'На паузе 90 дней' },
  stays: { uk: 'Лишається з агентом', en: 'Stays with the agent', ru: 'Остаётся с агентом' },
  reason: { uk: 'Чому', en: 'Why', ru: 'Почему' },
  save: { uk: 'Відкласти', en: 'Set aside', ru: 'Отложить' },
  cancel: { uk: 'Не відкладати', en: 'Do not set aside', ru: 'Не откладывать' },
  waits: {
    uk: 'Чекає на згоду другої людини.',
    en: 'Waits for a second person to agree.',
    ru: 'Ждёт согласия второго человека.',
  },
  review: { uk: 'Переглянути', en: 'To be reviewed', ru: 'Пересмотреть' },
  confirm: { uk: 'Погоджуюсь', en: 'I agree', ru: 'Согласен' },
  back: { uk: 'Повернути до запуску', en: 'Bring back', ru: 'Вернуть в запуск' },
  offline: {
    uk: 'Немає зв’язку із сервером.',
    en: 'The server cannot be reached.',
    ru: 'Нет связи с сервером.',
  },
}
