import type { Phrase } from '../../../platform/language.ts'

type Told = { reason?: string; contactsMax?: number; windowDays?: number }

/** What the desk refuses, in words. */
export const deskTexts: Record<string, (refusal: Told) => Phrase> = {
  contact_reused: () => ({
    uk: 'Цей контакт уже записано інакше.',
    en: 'This contact is written down already, and differently.',
    ru: 'Этот контакт уже записан иначе.',
  }),
  contact_time: () => ({
    uk: 'Перевірте час контакту: він у майбутньому, надто давній або надто довгий.',
    en: 'Check when the contact was: it is in the future, too long ago, or too long.',
    ru: 'Проверьте время контакта: он в будущем, слишком давний или слишком длинный.',
  }),
  contact_cap: ({ reason, contactsMax = 2, windowDays = 7 }) =>
    reason === 'same_thing'
      ? {
          uk: 'Про це з магазином уже говорили за останні три дні. Дайте йому спокій.',
          en: 'Somebody spoke with this shop about it within three days. Leave it in peace.',
          ru: 'Об этом с магазином уже говорили за последние три дня. Оставьте его в покое.',
        }
      : {
          uk: `З магазином уже говорили ${contactsMax} раз. за ${windowDays} дн. Дайте йому спокій.`,
          en: `Spoken with ${contactsMax}× in ${windowDays} days already. Leave this shop in peace.`,
          ru: `С магазином уже говорили ${contactsMax} раз за ${windowDays} дн. Оставьте его в покое.`,
        },
  contact_late: () => ({
    uk: 'Минула хвилина: цей контакт уже не скасувати.',
    en: 'The minute has passed: this contact stays.',
    ru: 'Минута прошла: этот контакт уже не отменить.',
  }),
  script_unknown: () => ({
    uk: 'Такої версії скрипта не було: оновіть сторінку.',
    en: 'There was no such version of the script: reload the page.',
    ru: 'Такой версии скрипта не было: обновите страницу.',
  }),
  script_reused: () => ({
    uk: 'Цю версію вже записано з іншими словами.',
    en: 'This version is written down already, with other words.',
    ru: 'Эта версия уже записана с другими словами.',
  }),
  aside_known: () => ({
    uk: 'Цей магазин уже відкладено.',
    en: 'This shop is set aside already.',
    ru: 'Этот магазин уже отложен.',
  }),
  aside_same_person: () => ({
    uk: 'Підтвердити має інша людина.',
    en: 'Somebody else has to agree.',
    ru: 'Подтвердить должен другой человек.',
  }),
}
