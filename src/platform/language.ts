/** The languages of the screens; Ukrainian is the default. */
const LANGUAGES = ['uk', 'en', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

/** One phrase in every language. */
export type Phrase = Record<Language, string>

/** The first language of an Accept-Language header that we speak. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight = 'q=1'] = part.trim().split(';')
      return { tag: tag.slice(0, 2).toLowerCase(), weight: Number(weight.replace('q=', '')) || 0 }
    })
    .sort((a, b) => b.weight - a.weight)
  const known = wanted.find(({ tag }) => (LANGUAGES as readonly string[]).includes(tag))
  return (known?.tag as Language | undefined) ?? 'uk'
}

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
  MISSING: { uk: 'потрібне поле.', en: 'is required.', ru: 'нужное поле.' },
  UNKEEPABLE: {
    uk: 'містить знак, який не можна зберегти.',
    en: 'holds a character that cannot be kept.',
    ru: 'содержит знак, который нельзя сохранить.',
  },
  NOT_JSON: {
    uk: 'Надішліть тіло запиту як application/json у кодуванні UTF-8.',
    en: 'Send the body of the request as application/json in UTF-8.',
    ru: 'Отправьте тело запроса как application/json в кодировке UTF-8.',
  },
  NO_HTTP: {
    uk: 'Це не запит HTTP, який можна прочитати.',
    en: 'This is not a readable HTTP request.',
    ru: 'Это не читаемый запрос HTTP.',
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

/** A body that is not JSON; with the place where it goes wrong, when that is known. */
export function unreadable(place: { line: number; column: number } | null): Phrase {
  const at = (line: string, column: string) =>
    place ? `: ${line} ${place.line}, ${column} ${place.column}.` : '.'
  return {
    uk: `Тіло запиту не є правильним JSON${at('рядок', 'символ')}`,
    en: `The body of the request is not valid JSON${at('line', 'column')}`,
    ru: `Тело запроса не является правильным JSON${at('строка', 'символ')}`,
  }
}
