import type { MorningLine } from './modules/goals/morning/morning-rules.ts'
import type { Language, Phrase } from './platform/language.ts'
import type { Values, Words } from './reminder-texts.ts'

const LOCALES: Record<Language, string> = { uk: 'uk-UA', en: 'en-GB', ru: 'ru-UA' }

type Said = {
  number(n: number): string
  percent(bp: number): string
  money(minor: number): string
  day(value: string): string
}

function formatsOf(language: Language, currency: string): Said {
  const locale = LOCALES[language]
  const number = new Intl.NumberFormat(locale)
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const money = new Intl.NumberFormat(locale, { ...style, useGrouping: 'always' })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return {
    number: (n) => number.format(n),
    percent: (bp) => `${number.format(Math.floor(bp / 100))} %`,
    money: (minor) => money.format(minor / 100),
    day: (value) => day.format(new Date(`${value}T00:00:00Z`)),
  }
}

const VERDICTS: Record<string, Phrase> = {
  first: {
    uk: 'складіть першу хвилю',
    en: 'put the first wave together',
    ru: 'составьте первую волну',
  },
  go: {
    uk: 'наступну хвилю можна запускати',
    en: 'the next wave may go',
    ru: 'следующую волну можно запускать',
  },
  wait: {
    uk: 'хвиля ще йде до свого порога',
    en: 'the wave is still on its way to its gate',
    ru: 'волна ещё идёт к своему порогу',
  },
  stop: {
    uk: 'стоп, спершу виправити',
    en: 'stop, mend first',
    ru: 'стоп, сначала исправить',
  },
}
const AGAINST: Record<string, Phrase> = {
  first_order: { uk: 'мало перших замовлень', en: 'few first orders', ru: 'мало первых заказов' },
  third_order: { uk: 'мало третіх', en: 'few third orders', ru: 'мало третьих' },
  drop_falls: { uk: 'доставки меншають', en: 'drops get smaller', ru: 'доставки мельчают' },
  breadth_falls: { uk: 'асортимент вужчає', en: 'breadth falls', ru: 'ассортимент сужается' },
  nobody_alone: { uk: 'самостійних не більшає', en: 'nobody alone', ru: 'самих не больше' },
  wave_ends: { uk: 'хвиля триває', en: 'the wave runs', ru: 'волна идёт' },
  questions: { uk: 'є запитання', en: 'open questions', ru: 'есть вопросы' },
}

type Telling<C extends MorningLine['code']> = (
  line: Extract<MorningLine, { code: C }>,
  f: Said,
) => string
type Tellings = { [C in MorningLine['code']]: Record<Language, Telling<C>> }

const signed = (n: number | null) => (n === null || n === 0 ? '' : ` (${n > 0 ? '+' : ''}${n})`)

const TELLINGS: Tellings = {
  goal: {
    uk: (l, f) =>
      `Мета: регулярних ${f.number(l.regular)} із ${f.number(l.goal)}${signed(l.more)}, до ${f.day(l.endsOn)}`,
    en: (l, f) =>
      `Goal: ${f.number(l.regular)} regular of ${f.number(l.goal)}${signed(l.more)}, by ${f.day(l.endsOn)}`,
    ru: (l, f) =>
      `Цель: регулярных ${f.number(l.regular)} из ${f.number(l.goal)}${signed(l.more)}, к ${f.day(l.endsOn)}`,
  },
  law1: {
    uk: (l, f) =>
      `Закон 1: доставка ${f.money(l.dropMinor)} (було ${f.money(l.beforeMinor)})${l.starves ? ' — слабне' : ''}`,
    en: (l, f) =>
      `Law 1: drop ${f.money(l.dropMinor)} (was ${f.money(l.beforeMinor)})${l.starves ? ', it starves' : ''}`,
    ru: (l, f) =>
      `Закон 1: доставка ${f.money(l.dropMinor)} (было ${f.money(l.beforeMinor)})${l.starves ? ' — слабеет' : ''}`,
  },
  law2: {
    uk: (l, f) =>
      `Закон 2: самостійних ${f.percent(l.bp)} (було ${f.percent(l.beforeBp)})${l.starves ? ' — слабне' : ''}`,
    en: (l, f) =>
      `Law 2: ${f.percent(l.bp)} independent (was ${f.percent(l.beforeBp)})${l.starves ? ', it starves' : ''}`,
    ru: (l, f) =>
      `Закон 2: самостоятельных ${f.percent(l.bp)} (было ${f.percent(l.beforeBp)})${l.starves ? ' — слабеет' : ''}`,
  },
  help: {
    uk: (l, f) =>
      `Допомогти: застрягло точок ${f.number(l.stuck)}, прострочених дзвінків ${f.number(l.callBacksLate)}`,
    en: (l, f) =>
      `Help: ${f.number(l.stuck)} outlets stuck, ${f.number(l.callBacksLate)} calls overdue`,
    ru: (l, f) =>
      `Помочь: застряло точек ${f.number(l.stuck)}, просроченных звонков ${f.number(l.callBacksLate)}`,
  },
  decision: {
    uk: (l) => `Рішення: ${VERDICTS[l.verdict]?.uk}${reasons(l.against, 'uk')}`,
    en: (l) => `Decision: ${VERDICTS[l.verdict]?.en}${reasons(l.against, 'en')}`,
    ru: (l) => `Решение: ${VERDICTS[l.verdict]?.ru}${reasons(l.against, 'ru')}`,
  },
}

const reasons = (against: string[], language: Language) =>
  against.length > 0
    ? ` (${against.map((code) => AGAINST[code]?.[language] ?? code).join(', ')})`
    : ''

/** The page of the office behind each line. */
const PAGES: Record<MorningLine['code'], string> = {
  goal: '/launch',
  law1: '/launch',
  law2: '/launch',
  help: '/launch?view=help',
  decision: '/launch',
}

/** What an owner is told in the morning: a line for each thing, with its page. */
export const morningTexts: Record<string, (values: Values) => Words> = {
  five_lines: ({ lines = '[]', code = '', currency = 'UAH', site = '' }) => {
    const told = JSON.parse(String(lines)) as MorningLine[]
    const bodyIn = (language: Language) => {
      const f = formatsOf(language, String(currency))
      return told
        .map((line) => {
          const tell = TELLINGS[line.code][language] as (one: MorningLine, f: Said) => string
          return `${tell(line, f)}\n${site}/office/${code}${PAGES[line.code]}`
        })
        .join('\n')
    }
    return {
      title: { uk: 'Запуск: ранок', en: 'The launch this morning', ru: 'Запуск: утро' },
      body: { uk: bodyIn('uk'), en: bodyIn('en'), ru: bodyIn('ru') },
    }
  },
}
