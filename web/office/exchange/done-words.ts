import type { Language, Phrase } from '../../../src/platform/language.ts'

/** What the reader made of an odd row, as it tells it, in the languages of the people. */
const DONE: Record<string, Omit<Phrase, 'en'>> = {
  'left out': { uk: 'пропущено', ru: 'пропущено' },
  'left empty': { uk: 'лишено порожнім', ru: 'оставлено пустым' },
  shortened: { uk: 'скорочено', ru: 'сокращено' },
  'passed over': { uk: 'пропущено', ru: 'пропущено' },
  hidden: { uk: 'приховано', ru: 'скрыто' },
  'taken as 1': { uk: 'взято за 1', ru: 'принято за 1' },
  'price left out': { uk: 'ціну пропущено', ru: 'цена пропущена' },
  'unit left out': { uk: 'одиницю пропущено', ru: 'единица пропущена' },
  'kept as written': { uk: 'збережено, як написано', ru: 'сохранено, как написано' },
  'both kept': { uk: 'збережено обидва', ru: 'сохранены оба' },
  'called by its id': { uk: 'названо за кодом', ru: 'названо по коду' },
  'counted, not listed': { uk: 'пораховано, не показано', ru: 'посчитано, не показано' },
  'the later one is kept': { uk: 'збережено пізніше', ru: 'сохранено последнее' },
  'the later one wins': { uk: 'діє пізніше', ru: 'действует последнее' },
  'the later name is kept': { uk: 'збережено пізнішу назву', ru: 'сохранено последнее название' },
  'the first one is kept': { uk: 'збережено перше', ru: 'сохранено первое' },
  'kept; it is no GTIN': { uk: 'збережено; це не GTIN', ru: 'сохранено; это не GTIN' },
  'kept; cannot be ordered': {
    uk: 'збережено; замовити не можна',
    ru: 'сохранено; заказать нельзя',
  },
  'kept; not taken as free': {
    uk: 'збережено; безкоштовним не вважаємо',
    ru: 'сохранено; бесплатным не считаем',
  },
  'kept; nothing can be promised from it': {
    uk: 'збережено; обіцяти з нього нічого',
    ru: 'сохранено; обещать из него нечего',
  },
  'kept unpublished under the offer’s name': {
    uk: 'приховано, під назвою пропозиції',
    ru: 'скрыто, под названием предложения',
  },
  'products kept outside of it': { uk: 'товари лишились поза нею', ru: 'товары остались вне её' },
  'quarantined: its prices wait': {
    uk: 'у карантині: його ціни чекають',
    ru: 'в карантине: его цены ждут',
  },
  'kept as a warehouse named by its id': {
    uk: 'збережено як склад, названий за кодом',
    ru: 'сохранено как склад, названный по коду',
  },
  'taken for the one of that name; its figures follow': {
    uk: 'взято за той, що так зветься; його цифри теж',
    ru: 'принято за тот, что так зовётся; его цифры тоже',
  },
  'quarantined until somebody names it': {
    uk: 'у карантині, доки хтось не назве',
    ru: 'в карантине, пока кто-то не назовёт',
  },
  'quarantined: the list is in another currency': {
    uk: 'у карантині: прайс в іншій валюті',
    ru: 'в карантине: прайс в другой валюте',
  },
  'kept without VAT until somebody says the usual rate': {
    uk: 'збережено без ПДВ, доки хтось не скаже звичну ставку',
    ru: 'сохранено без НДС, пока кто-то не назовёт обычную ставку',
  },
  'not read; told once per file': {
    uk: 'не прочитано; сказано раз на файл',
    ru: 'не прочитано; сказано раз на файл',
  },
  'line kept without its product': {
    uk: 'рядок збережено без товару',
    ru: 'строка сохранена без товара',
  },
}

/** What was done about an odd row; as it was told where no words are known. */
export const doneInWords = (done: string, language: Language): string =>
  language === 'en' ? done : (DONE[done]?.[language] ?? done)
