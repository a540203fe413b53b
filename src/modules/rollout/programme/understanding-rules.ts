import type { Phrase } from '../../../platform/language.ts'

/** A question of the check of understanding, with the answer that is right. */
export type CheckQuestion = { id: string; words: Phrase; answers: Phrase[]; right: number }

/** Three questions at each wave: what for, does it count for me, what is my part (domain.md §7). */
export const QUESTIONS: CheckQuestion[] = [
  {
    id: 'purpose',
    words: {
      uk: 'Навіщо ми запускаємо портал?',
      en: 'What is the portal for?',
      ru: 'Зачем мы запускаем портал?',
    },
    answers: [
      {
        uk: 'Щоб обходитися без агентів',
        en: 'To do without agents',
        ru: 'Чтобы обходиться без агентов',
      },
      {
        uk: 'Щоб точка замовляла сама, а агент продавав, а не записував',
        en: 'So that the shop orders by itself and the agent sells instead of typing',
        ru: 'Чтобы точка заказывала сама, а агент продавал, а не записывал',
      },
      {
        uk: 'Щоб бачити, хто де їздить',
        en: 'To see who drives where',
        ru: 'Чтобы видеть, кто где ездит',
      },
    ],
    right: 1,
  },
  {
    id: 'credit',
    words: {
      uk: 'Ваша точка замовила сама. Кому це зараховано?',
      en: 'Your shop ordered by itself. Who is credited?',
      ru: 'Ваша точка заказала сама. Кому это засчитано?',
    },
    answers: [
      { uk: 'Нікому', en: 'Nobody', ru: 'Никому' },
      { uk: 'Лише офісу', en: 'The office only', ru: 'Только офису' },
      {
        uk: 'Мені: рядок за рядком, до вирахування вигод порталу',
        en: 'Me: line by line, before the portal’s own benefits',
        ru: 'Мне: строка за строкой, до вычета выгод портала',
      },
    ],
    right: 2,
  },
  {
    id: 'independent',
    words: {
      uk: 'Яке замовлення на порталі рахується самостійним?',
      en: 'Which portal order counts as independent?',
      ru: 'Какой заказ на портале считается самостоятельным?',
    },
    answers: [
      {
        uk: 'Яке точка зробила сама, без нас поруч',
        en: 'One the shop made alone, with none of us beside it',
        ru: 'Который точка сделала сама, без нас рядом',
      },
      {
        uk: 'Яке я ввів за точку через її телефон',
        en: 'One I typed for the shop on its phone',
        ru: 'Который я ввёл за точку с её телефона',
      },
      {
        uk: 'Будь-яке, що прийшло не телефоном',
        en: 'Any that did not come by phone',
        ru: 'Любой, который пришёл не по телефону',
      },
    ],
    right: 0,
  },
]

/** How many answers are right; by question, the number of the answer chosen. */
export const rightAnswers = (chosen: Record<string, number>): number =>
  QUESTIONS.filter(({ id, right }) => chosen[id] === right).length

/** Understood: all three. */
export const UNDERSTOOD = 3
