import type { Phrase } from '../../../platform/language.ts'

/** What the counter and its links refuse, in words. */
export const counterTexts: Record<string, () => Phrase> = {
  counter_open: () => ({
    uk: 'Ви ще не завершили сесію біля іншого прилавка.',
    en: 'You have not ended your session at another counter.',
    ru: 'Вы ещё не завершили сессию у другого прилавка.',
  }),
  counter_no_order: () => ({
    uk: 'Замовлення з телефона магазину ще немає.',
    en: 'There is no order from the shop’s own phone yet.',
    ru: 'Заказа с телефона магазина ещё нет.',
  }),
  invitation_closed: () => ({
    uk: 'Такого запрошення немає. Попросіть нове.',
    en: 'There is no such invitation. Ask for a new one.',
    ru: 'Такого приглашения нет. Попросите новое.',
  }),
  invitation_no_buyer: () => ({
    uk: 'У точки немає людини, яка замовляє: спершу додайте її телефон.',
    en: 'The outlet has nobody who orders: add a person with a phone first.',
    ru: 'У точки нет человека, который заказывает: сначала добавьте его телефон.',
  }),
  invitation_not_fit: () => ({
    uk: 'Портал ще не правдивий для цієї точки: спершу виправте різниці в «Готовності порталу».',
    en: 'The portal is not true for this outlet yet: mend the differences under “Fit” first.',
    ru: 'Портал ещё не верен для этой точки: сначала исправьте различия в «Готовности портала».',
  }),
  invitation_aside: () => ({
    uk: 'Цю точку відкладено. Щоб запросити, спершу поверніть її до запуску.',
    en: 'This outlet is set aside. Bring it back to the launch before you invite it.',
    ru: 'Эта точка отложена. Чтобы пригласить, сначала верните её в запуск.',
  }),
  invitation_reused: () => ({
    uk: 'Це запрошення вже створено інакше.',
    en: 'This invitation is made already, and differently.',
    ru: 'Это приглашение уже создано иначе.',
  }),
}
