import type { Phrase } from './language.ts'

/** What the platform itself says, whatever the trade. */
export const platformTexts = {
  SIGN_IN: {
    uk: 'Увійдіть, щоб продовжити.',
    en: 'Sign in to go on.',
    ru: 'Войдите, чтобы продолжить.',
  },
  NO_RIGHT: {
    uk: 'Ваша роль не дозволяє цього.',
    en: 'Your role does not allow this.',
    ru: 'Ваша роль этого не позволяет.',
  },
  UNKNOWN: {
    uk: 'Такого запису немає або він не ваш.',
    en: 'There is no such record, or it is not yours.',
    ru: 'Такой записи нет или она не ваша.',
  },
  FOREIGN_SITE: {
    uk: 'Запит прийшов з іншого сайту й відхилений.',
    en: 'The request came from another site and was refused.',
    ru: 'Запрос пришёл с другого сайта и отклонён.',
  },
  BAD_REQUEST: {
    uk: 'Перевірте поля: ',
    en: 'Check the fields: ',
    ru: 'Проверьте поля: ',
  },
  UNREADABLE: {
    uk: 'Тіло запиту не є правильним JSON.',
    en: 'The body of the request is not valid JSON.',
    ru: 'Тело запроса не является правильным JSON.',
  },
  TOO_LARGE: {
    uk: 'Запит завеликий.',
    en: 'The request is too large.',
    ru: 'Запрос слишком велик.',
  },
  BUSY: {
    uk: 'Забагато запитів. Спробуйте за кілька секунд.',
    en: 'Too many requests. Try again in a few seconds.',
    ru: 'Слишком много запросов. Повторите через несколько секунд.',
  },
  FAILED: {
    uk: 'Щось зламалося на нашому боці. Ваші дані збережено; спробуйте ще раз.',
    en: 'Something broke on our side. Your data are safe; try again.',
    ru: 'Что-то сломалось на нашей стороне. Ваши данные сохранены; попробуйте ещё раз.',
  },
  AWAY: {
    uk: 'Сервер зараз недоступний. Ваші дані збережено; спробуйте ще раз за кілька секунд.',
    en: 'The server is not available now. Your data are safe; try again in a few seconds.',
    ru: 'Сервер сейчас недоступен. Ваши данные сохранены; повторите через несколько секунд.',
  },
  NO_ROUTE: {
    uk: 'Такої адреси немає.',
    en: 'There is no such address.',
    ru: 'Такого адреса нет.',
  },
} as const satisfies Record<string, Phrase>
