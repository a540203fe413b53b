export const LICENCE_NAMES = {
  alcohol: { uk: 'Алкоголь', en: 'Alcohol', ru: 'Алкоголь' },
  beer: { uk: 'Пиво', en: 'Beer', ru: 'Пиво' },
  tobacco: { uk: 'Тютюн', en: 'Tobacco', ru: 'Табак' },
  e_liquid: { uk: 'Рідини для е-сигарет', en: 'E-liquids', ru: 'Жидкости для э-сигарет' },
  fuel: { uk: 'Пальне', en: 'Fuel', ru: 'Топливо' },
} as const

export const LICENCE_STATES = {
  valid: { uk: 'чинна', en: 'valid', ru: 'действует' },
  ends_30: { uk: 'менше 30 днів', en: 'under 30 days', ru: 'меньше 30 дней' },
  ends_14: { uk: 'менше 14 днів', en: 'under 14 days', ru: 'меньше 14 дней' },
  ends_3: { uk: 'останні дні', en: 'last days', ru: 'последние дни' },
  ended: { uk: 'закінчилася', en: 'ended', ru: 'закончилась' },
  future: { uk: 'ще не почалася', en: 'not yet', ru: 'ещё не началась' },
} as const
