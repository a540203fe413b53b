/** What is done with a shop at the desk and at its counter. */
export const SHOP_DEEDS = {
  contact_undone: { uk: 'Контакт скасовано', en: 'Contact taken back', ru: 'Контакт отменён' },
  contact_logged: { uk: 'Записано контакт', en: 'Contact written down', ru: 'Записан контакт' },
  aside_put: { uk: 'Точку відкладено', en: 'Outlet put aside', ru: 'Точка отложена' },
  aside_confirmed: {
    uk: 'Підтверджено: точка лишається',
    en: 'Confirmed: the outlet stays aside',
    ru: 'Подтверждено: точка остаётся',
  },
  aside_reviewed: {
    uk: 'Переглянуто: точка лишається осторонь',
    en: 'Reviewed: the outlet stays aside',
    ru: 'Пересмотрено: точка остаётся в стороне',
  },
  script_put: {
    uk: 'Нова версія скрипта',
    en: 'New version of a script',
    ru: 'Новая версия скрипта',
  },
  contact_cap_set: { uk: 'Межа контактів', en: 'Cap of contacts', ru: 'Предел контактов' },
  aside_ended: { uk: 'Точку повернуто', en: 'Outlet brought back', ru: 'Точка возвращена' },
  counter_started: {
    uk: 'Почато сесію біля прилавка',
    en: 'Session at a counter begun',
    ru: 'Начата сессия у прилавка',
  },
  invitation_made: { uk: 'Магазин запрошено', en: 'Shop invited', ru: 'Магазин приглашён' },
  invitation_revoked: {
    uk: 'Запрошення відкликано',
    en: 'Invitation taken back',
    ru: 'Приглашение отозвано',
  },
}
