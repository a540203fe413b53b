import type { Language } from '../../../src/platform/language.ts'
import type { call } from '../../call.ts'

type Refusal = Awaited<ReturnType<typeof call.rollout.previewWave>>['refusals'][number]
type Say = { number: (n: number) => string }

/** What speaks against a wave, with its arithmetic, in one sentence. */
export function refusalLine(refusal: Refusal, language: Language, { number }: Say): string {
  const percent = (bp: number) => `${number(Math.round(bp / 100))} %`
  switch (refusal.code) {
    case 'all_at_once': {
      const [asked, most, all] = [refusal.asked, refusal.most, refusal.activeOutlets].map(number)
      return {
        uk: `Усіх одразу не запрошують: ${asked} із ${all} точок. Щонайбільше — ${most}.`,
        en: `Not all at once: ${asked} of ${all} outlets. At most ${most}.`,
        ru: `Всех сразу не приглашают: ${asked} из ${all} точек. Самое большее — ${most}.`,
      }[language]
    }
    case 'all_agents': {
      const [asked, most, all] = [refusal.asked, refusal.most, refusal.activeAgents].map(number)
      return {
        uk: `Не всі агенти одразу: ${asked} із ${all}. Спершу — щонайбільше ${most}.`,
        en: `Not all agents at once: ${asked} of ${all}. At most ${most} go first.`,
        ru: `Не все агенты сразу: ${asked} из ${all}. Сначала — не больше ${most}.`,
      }[language]
    }
    case 'over_capacity': {
      const { neededMinutes, capacityMinutes, minutesEach } = refusal
      const [needed, has, each, most] = [
        neededMinutes,
        capacityMinutes,
        minutesEach,
        refusal.most,
      ].map(number)
      return {
        uk:
          `Команда не встигне: ` +
          `потрібно ${needed} хв (по ${each} на точку), а є ${has}. Вистачить на ${most}.`,
        en:
          `The team cannot carry it: ` +
          `${needed} min are needed (${each} an outlet), it has ${has}. Enough for ${most}.`,
        ru: `Команда не успеет: нужно ${needed} мин (по ${each} на точку), а есть ${has}. Хватит на ${most}.`,
      }[language]
    }
    case 'gate_closed': {
      const [first, wantedFirst, third, wantedThird] = [
        refusal.firstOrderBp,
        refusal.wantedFirstOrderBp,
        refusal.thirdOrderBp,
        refusal.wantedThirdOrderBp,
      ].map(percent)
      const wave = number(refusal.wave)
      return {
        uk:
          `Хвиля ${wave} ще не дійшла: ` +
          `замовили ${first} (треба ${wantedFirst}), третє самостійне — ${third} (треба ${wantedThird}).`,
        en:
          `Wave ${wave} is not there yet: ` +
          `${first} ordered (${wantedFirst} wanted), third on its own ${third} (${wantedThird} wanted).`,
        ru:
          `Волна ${wave} ещё не дошла: ` +
          `заказали ${first} (нужно ${wantedFirst}), третий самостоятельный — ${third} (нужно ${wantedThird}).`,
      }[language]
    }
    case 'no_promises':
      return {
        uk: 'Власник ще нічого не обіцяв агентам: вони боятимуться порталу.',
        en: 'The owner has promised the agents nothing yet: they will fear the portal.',
        ru: 'Владелец ещё ничего не обещал агентам: они будут бояться портала.',
      }[language]
    default:
      return refusal satisfies never
  }
}
