import type { Phrase } from '../../platform/language.ts'

type Refusal = { triesLeft?: number }

/** What signing in refuses, in words. */
export const identityTexts = {
  phone_unreadable: () => ({
    uk: 'Не вдалося прочитати номер телефону. Введіть його так: 067 123 45 67.',
    en: 'The phone number cannot be read. Enter it like this: 067 123 45 67.',
    ru: 'Не удалось прочитать номер телефона. Введите его так: 067 123 45 67.',
  }),
  too_many_codes: () => ({
    uk: 'Забагато кодів на цей номер. Спробуйте пізніше.',
    en: 'Too many codes for this number. Try again later.',
    ru: 'Слишком много кодов на этот номер. Попробуйте позже.',
  }),
  code_wrong: ({ triesLeft = 0 }: Refusal) => ({
    uk: `Код не той. Залишилося спроб: ${triesLeft}.`,
    en: `Wrong code. Tries left: ${triesLeft}.`,
    ru: `Код неверный. Осталось попыток: ${triesLeft}.`,
  }),
  code_expired: () => ({
    uk: 'Код більше не діє. Попросіть новий.',
    en: 'This code is no longer valid. Ask for a new one.',
    ru: 'Код больше не действует. Запросите новый.',
  }),
  too_many_keys: () => ({
    uk: 'Ключів забагато: спершу відкличте зайві.',
    en: 'There are too many keys: revoke those you do not need first.',
    ru: 'Ключей слишком много: сначала отзовите лишние.',
  }),
  key_known: () => ({
    uk: 'Цей ключ уже видано, і секрет показано: видайте новий.',
    en: 'This key was issued already and its secret shown: issue a new one.',
    ru: 'Этот ключ уже выдан, и секрет показан: выдайте новый.',
  }),
  right_not_yours: () => ({
    uk: 'Ключу можна дати лише ті права, які маєте ви самі.',
    en: 'A key may only be given rights that you hold yourself.',
    ru: 'Ключу можно дать только те права, которые есть у вас самих.',
  }),
} satisfies Record<string, (refusal: Refusal) => Phrase>
