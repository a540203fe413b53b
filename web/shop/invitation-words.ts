export const words = {
  title: { uk: 'Запрошення', en: 'Invitation', ru: 'Приглашение' },
  invites: { uk: 'запрошує', en: 'invites', ru: 'приглашает' },
  lead: {
    uk: 'Увійдіть своїм номером, що закінчується на',
    en: 'Sign in by your number, which ends in',
    ru: 'Войдите своим номером, который заканчивается на',
  },
  closed: {
    uk: 'Такого запрошення немає',
    en: 'There is no such invitation',
    ru: 'Такого приглашения нет',
  },
  closedWhy: {
    uk: 'Воно відкривається один раз і діє недовго. Попросіть нове або увійдіть номером телефону.',
    en: 'It opens once, and not for long. Ask for a new one, or sign in by your phone number.',
    ru: 'Оно открывается один раз и действует недолго. Попросите новое или войдите номером телефона.',
  },
  toShop: { uk: 'До магазину', en: 'To the shop', ru: 'В магазин' },
  other: {
    uk: 'Ви увійшли іншим номером',
    en: 'You are signed in by another number',
    ru: 'Вы вошли другим номером',
  },
  otherWhy: { uk: 'Запрошено:', en: 'Invited:', ru: 'Приглашён:' },
  out: { uk: 'Вийти й увійти іншим', en: 'Sign out and use another', ru: 'Выйти и войти другим' },
}
