/** Roles as people call them. */
export const ROLE_WORDS = {
  buyer: { uk: 'Магазин', en: 'Shop', ru: 'Магазин' },
  owner_of_shops: {
    uk: 'Власник кількох магазинів',
    en: 'Owner of several shops',
    ru: 'Владелец нескольких магазинов',
  },
  agent: { uk: 'Торговий агент', en: 'Field agent', ru: 'Торговый агент' },
  supervisor: { uk: 'Супервайзер', en: 'Supervisor', ru: 'Супервайзер' },
  operator: { uk: 'Оператор', en: 'Call desk', ru: 'Оператор' },
  dispatcher: { uk: 'Диспетчер', en: 'Dispatcher', ru: 'Диспетчер' },
  owner: { uk: 'Власник', en: 'Owner', ru: 'Владелец' },
  admin: { uk: 'Адміністратор', en: 'Administrator', ru: 'Администратор' },
}
