import type { Phrase } from '../../../src/platform/language.ts'

export const words = {
  by: { uk: 'За ким', en: 'By', ru: 'По кому' },
  agent: { uk: 'За агентами', en: 'By agent', ru: 'По агентам' },
  contact: { uk: 'За тим, хто говорив', en: 'By who spoke last', ru: 'По тому, кто говорил' },
  wave: { uk: 'За хвилями', en: 'By wave', ru: 'По волнам' },
  lead: {
    uk: 'Спершу ті, де допомога дасть найбільше. Кожна точка стоїть один раз: під тим, що зробити першим.',
    en: 'First those where help does the most. Each outlet stands once: under what to do first.',
    ru: 'Сначала те, где помощь даст больше всего. Каждая точка стоит один раз: под тем, что сделать первым.',
  },
  stuckOf: { uk: 'застрягло', en: 'stuck', ru: 'застряло' },
  of: { uk: 'із', en: 'of', ru: 'из' },
  above: {
    uk: 'частіше, ніж в інших',
    en: 'more often than elsewhere',
    ru: 'чаще, чем у других',
  },
  nobody_agent: { uk: 'Без агента', en: 'Without an agent', ru: 'Без агента' },
  nobody_contact: {
    uk: 'Ще ніхто не говорив',
    en: 'Nobody spoke yet',
    ru: 'Ещё никто не говорил',
  },
  operator: { uk: 'за столом', en: 'at the desk', ru: 'за столом' },
  onboarder: { uk: 'біля прилавка', en: 'at the counter', ru: 'у прилавка' },
  waveName: { uk: 'Хвиля', en: 'Wave', ru: 'Волна' },
  allOfThem: { uk: 'Усі', en: 'All', ru: 'Все' },
  list: { uk: 'Точки, яким допомогти', en: 'Outlets to help', ru: 'Точки, которым помочь' },
  shown: { uk: 'Показано', en: 'Shown', ru: 'Показано' },
  none: { uk: 'Ніхто не застряг', en: 'Nobody is stuck', ru: 'Никто не застрял' },
  noneHow: {
    uk: 'Кожна запрошена точка йде своїм кроком.',
    en: 'Every invited outlet goes on at its own pace.',
    ru: 'Каждая приглашённая точка идёт своим шагом.',
  },
  noLaunch: {
    uk: 'Хвиль, що тривають, немає',
    en: 'No wave is running',
    ru: 'Волн, которые идут, нет',
  },
  noLaunchHow: {
    uk: 'Складіть хвилю — тут з’являться точки, які чекають на допомогу.',
    en: 'Put a wave together, and outlets that wait for help will be here.',
    ru: 'Составьте волну — здесь появятся точки, которые ждут помощи.',
  },
} satisfies Record<string, Phrase>
