import type { Texts } from './modules/messaging/messaging.ts'
import { morningTexts } from './morning-texts.ts'
import { instants, reminderTexts, type Values, type Words } from './reminder-texts.ts'

// A module that tells people something lays its words out here, as those of refusals in routes.ts.
const templates: Record<string, (values: Values) => Words> = {
  test: ({ distributor = '' }) => ({
    title: { uk: 'Перевірка зв’язку', en: 'A test', ru: 'Проверка связи' },
    body: {
      uk: `Це пробне повідомлення від «${distributor}». Якщо ви його бачите, канал працює.`,
      en: `A test message from ${distributor}. If you see it, the channel works.`,
      ru: `Это пробное сообщение от «${distributor}». Если вы его видите, канал работает.`,
    },
  }),
  ...reminderTexts,
  invitation: ({ outlet = '', distributor = '', madeName = '' }) => ({
    title: {
      uk: `${distributor} запрошує на портал`,
      en: `${distributor} invites you to its portal`,
      ru: `${distributor} приглашает на портал`,
    },
    body: {
      uk: `${outlet}: замовляйте самі, коли зручно: ваші ціни й день доставки. Запрошує ${madeName}.`,
      en: `${outlet}: order yourself, whenever it suits: your prices, your day. From ${madeName}.`,
      ru: `${outlet}: заказывайте сами, когда удобно: ваши цены и день доставки. Приглашает ${madeName}.`,
    },
  }),
  feed_late: ({ name = '', lateSince = '', timeZone = 'UTC' }) => {
    const { uk, en, ru } = instants(String(lateSince), String(timeZone))
    return {
      title: { uk: 'Обмін запізнюється', en: 'The exchange is late', ru: 'Обмен опаздывает' },
      body: {
        uk: `«${name}» мав прийти до ${uk}, а його немає. Перевірте облік і зв’язок.`,
        en: `${name} was to come by ${en} and has not. Check the ERP and the connection.`,
        ru: `«${name}» должен был прийти до ${ru}, а его нет. Проверьте учёт и связь.`,
      },
    }
  },
  ...morningTexts,
  webhook_paused: ({ name = '' }) => ({
    title: { uk: 'Вебхук на паузі', en: 'A webhook is paused', ru: 'Вебхук на паузе' },
    body: {
      uk: `«${name}» не приймає повідомлень. Усе чекає: полагодьте й відновіть в Обміні.`,
      en: `${name} takes no messages. All of it waits: mend it and resume it at Exchange.`,
      ru: `«${name}» не принимает сообщений. Всё ждёт: почините и возобновите в Обмене.`,
    },
  }),
}

/** The words of a message, in every language. */
export const messageTexts: Texts = (template, values) => {
  const words = templates[template]
  if (!words) throw new Error(`the message ${template} has no words`)
  return words(values)
}
