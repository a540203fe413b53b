import type { Phrase } from '../../platform/language.ts'

/** What people read when a call of the exchange is refused. */
export const exchangeTexts: Record<string, () => Phrase> = {
  upload_busy: () => ({
    uk: 'Ці файли саме читаються: зачекайте на результат.',
    en: 'These files are being read right now: wait for the result.',
    ru: 'Эти файлы как раз читаются: дождитесь результата.',
  }),
  column_missing: () => ({
    uk: 'Не всі потрібні стовпці названо: оберіть їх і перевірте ще раз.',
    en: 'Not all needed columns are named: choose them and check again.',
    ru: 'Не все нужные столбцы названы: выберите их и проверьте ещё раз.',
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
  does_not_fit: () => ({
    uk: 'Таке значення сюди не підходить: перевірте його.',
    en: 'That value does not fit here: check it.',
    ru: 'Такое значение сюда не подходит: проверьте его.',
  }),
  not_mendable: () => ({
    uk: 'Цей рядок виправляють в обліку, не тут.',
    en: 'This row is mended in the ERP, not here.',
    ru: 'Эту строку исправляют в учёте, не здесь.',
  }),
  too_many_mends: () => ({
    uk: 'Виправлень забагато: краще виправити дані в обліку.',
    en: 'There are too many corrections: better mend the data in the ERP.',
    ru: 'Исправлений слишком много: лучше исправить данные в учёте.',
  }),
  too_many_webhooks: () => ({
    uk: 'Вебхуків забагато: закрийте зайві.',
    en: 'There are too many webhooks: close those you do not need.',
    ru: 'Вебхуков слишком много: закройте лишние.',
  }),
  webhook_paused: () => ({
    uk: 'Вебхук на паузі: спершу відновіть його.',
    en: 'The webhook is paused: resume it first.',
    ru: 'Вебхук на паузе: сначала возобновите его.',
  }),
  too_many_feeds: () => ({
    uk: 'Потоків забагато: закрийте зайві.',
    en: 'There are too many feeds: close those you do not need.',
    ru: 'Потоков слишком много: закройте лишние.',
  }),
}
