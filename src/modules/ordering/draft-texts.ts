/** What drafts refuse, in words. */
export const draftTexts = {
  draft_no_buyer: () => ({
    uk: 'У цього магазину немає покупця з телефоном: спершу підключіть його.',
    en: 'This shop has no buyer with a phone yet: connect one first.',
    ru: 'У этого магазина нет покупателя с телефоном: сначала подключите его.',
  }),
  draft_late: () => ({
    uk: 'На цей день замовлення вже не приймаються. Оберіть іншу доставку.',
    en: 'This delivery takes no more orders. Choose another day.',
    ru: 'На этот день заказы уже не принимаются. Выберите другую доставку.',
  }),
  draft_reused: () => ({
    uk: 'Це посилання вже створено з іншим вмістом. Створіть нове.',
    en: 'This link was already made with other content. Make a new one.',
    ru: 'Эта ссылка уже создана с другим содержимым. Создайте новую.',
  }),
  draft_closed: ({ state }: { state?: string }) => CLOSED[state ?? 'expired'] ?? EXPIRED,
}

const EXPIRED = {
  uk: 'Час цього посилання минув: прийом замовлень на цю доставку закінчився.',
  en: 'This link has run out: the delivery takes no more orders.',
  ru: 'Срок этой ссылки истёк: приём заказов на эту доставку закончился.',
}

const CLOSED: Record<string, typeof EXPIRED> = {
  expired: EXPIRED,
  withdrawn: {
    uk: 'Це посилання замінено новішим. Відкрийте останнє, яке вам надіслали.',
    en: 'A newer link took the place of this one. Open the last one you were sent.',
    ru: 'Эту ссылку заменила более новая. Откройте последнюю из присланных.',
  },
  placed: {
    uk: 'За цим посиланням уже замовлено.',
    en: 'This link was already used to order.',
    ru: 'По этой ссылке уже заказано.',
  },
  changed: {
    uk: 'За посиланням можна замовити лише те, що в ньому є. Оновіть сторінку.',
    en: 'A link orders only what is in it. Reload the page.',
    ru: 'По ссылке можно заказать только то, что в ней есть. Обновите страницу.',
  },
}
