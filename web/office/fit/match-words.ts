import type { Phrase } from '../../../src/platform/language.ts'

export const matchWords = {
  same_place: { uk: 'Схоже, одна точка', en: 'Perhaps one place', ru: 'Похоже, одна точка' },
  owner_group: { uk: 'Схоже, один власник', en: 'Perhaps one owner', ru: 'Похоже, один владелец' },
  look: { uk: 'Шукати збіги', en: 'Look for matches', ru: 'Искать совпадения' },
  none: { uk: 'Збігів немає', en: 'No matches', ru: 'Совпадений нет' },
  noneHow: {
    uk: 'Натисніть «Шукати збіги»: порівняємо назви, адреси, телефони й платників.',
    en: 'Press “Look for matches”: names, addresses, phones and payers are compared.',
    ru: 'Нажмите «Искать совпадения»: сравним названия, адреса, телефоны и плательщиков.',
  },
  join: { uk: 'Обʼєднати', en: 'Join', ru: 'Объединить' },
  group: { uk: 'Створити групу', en: 'Make a group', ru: 'Создать группу' },
  apart: { uk: 'Це різні', en: 'They are apart', ru: 'Это разные' },
  no: { uk: 'Ні', en: 'No', ru: 'Нет' },
  joinAsk: { uk: 'Обʼєднати точки?', en: 'Join the outlets?', ru: 'Объединить точки?' },
  joinNote: {
    uk: 'Код пізнішої вестиме до першої; платники й замовлення перейдуть. Цього не скасувати.',
    en: 'The later code will lead to the first; payers and orders go over. It cannot be undone.',
    ru: 'Код поздней будет вести к первой; плательщики и заказы перейдут. Этого не отменить.',
  },
}

export const REASONS: Record<string, Phrase> = {
  same_address: { uk: 'та сама адреса', en: 'same address', ru: 'тот же адрес' },
  near: { uk: 'поруч', en: 'near', ru: 'рядом' },
  same_phone: { uk: 'той самий телефон', en: 'same phone', ru: 'тот же телефон' },
  same_payer: { uk: 'той самий платник', en: 'same payer', ru: 'тот же плательщик' },
  similar_name: { uk: 'схожа назва', en: 'similar name', ru: 'похожее название' },
  took_turns: {
    uk: 'одна замовкла — інша почала',
    en: 'one fell silent, the other began',
    ru: 'одна замолчала — другая начала',
  },
  both_active: { uk: 'обидві активні', en: 'both active', ru: 'обе активны' },
  other_number: { uk: 'різні номери', en: 'other numbers', ru: 'разные номера' },
  payer: { uk: 'спільний платник', en: 'one payer', ru: 'общий плательщик' },
  phone: { uk: 'спільний телефон', en: 'one phone', ru: 'общий телефон' },
  chain: { uk: 'назва мережі', en: 'name of a chain', ru: 'название сети' },
}
