/** What saying where an outlet is refuses, in words. */
export const outletsTexts = {
  half_a_place: () => ({
    uk: 'Потрібні і широта, і довгота.',
    en: 'Both latitude and longitude are needed.',
    ru: 'Нужны и широта, и долгота.',
  }),
}
