import type { Phrase } from '../../platform/language.ts'

/** What people read when a call of the exchange is refused. */
export const exchangeTexts: Record<string, () => Phrase> = {
  upload_busy: () => ({
    uk: 'Ці файли саме читаються: зачекайте на результат.',
    en: 'These files are being read right now: wait for the result.',
    ru: 'Эти файлы как раз читаются: дождитесь результата.',
  }),
  check_again: () => ({
    uk: 'Від перевірки дані змінилися або рішення вже прийнято: перевірте файли ще раз.',
    en: 'Since the check things changed, or it was decided already: check the files again.',
    ru: 'После проверки данные изменились или решение уже принято: проверьте файлы ещё раз.',
  }),
  not_approved: () => ({
    uk: 'Зникло б забагато товарів: підтвердіть, що так і треба.',
    en: 'Too many products would go: confirm that it is meant.',
    ru: 'Исчезло бы слишком много товаров: подтвердите, что так и нужно.',
  }),
}
