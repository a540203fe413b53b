import type { AuditThing, AuditWord } from '../../../src/platform/call.ts'
import type { Phrase } from '../../../src/platform/language.ts'

export const words = {
  title: { uk: 'Журнал', en: 'Journal', ru: 'Журнал' },
  lead: {
    uk: 'Хто, що й коли змінив. Записи лише додаються.',
    en: 'Who changed what and when. Rows are only ever added.',
    ru: 'Кто, что и когда изменил. Записи только добавляются.',
  },
  from: { uk: 'Від', en: 'From', ru: 'С' },
  to: { uk: 'До', en: 'To', ru: 'По' },
  when: { uk: 'Коли', en: 'When', ru: 'Когда' },
  who: { uk: 'Хто', en: 'Who', ru: 'Кто' },
  what: { uk: 'Що зробив', en: 'What', ru: 'Что сделал' },
  thing: { uk: 'З чим', en: 'On what', ru: 'С чем' },
  detail: { uk: 'Подробиці', en: 'Details', ru: 'Подробности' },
  seal: { uk: 'Печатка', en: 'Seal', ru: 'Печать' },
  sealed: { uk: 'є', en: 'sealed', ru: 'есть' },
  waits: { uk: 'чекає', en: 'waits', ru: 'ждёт' },
  none: {
    uk: 'Немає записів за цими умовами',
    en: 'No rows fit these filters',
    ru: 'Нет записей по этим условиям',
  },
  clear: { uk: 'Скинути фільтри', en: 'Clear the filters', ru: 'Сбросить фильтры' },
  all: { uk: 'усі', en: 'all', ru: 'все' },
  prove: { uk: 'Перевірити цілість', en: 'Check that it is whole', ru: 'Проверить целостность' },
  whole: {
    uk: 'Жодного запису не змінено й не вилучено. Із печаткою:',
    en: 'No row was changed or taken out. Sealed:',
    ru: 'Ни одна запись не изменена и не удалена. С печатью:',
  },
  waiting: { uk: 'чекають печатки:', en: 'waiting for a seal:', ru: 'ждут печати:' },
  lastSeal: { uk: 'Остання печатка:', en: 'Last seal:', ru: 'Последняя печать:' },
  broken: {
    uk: 'Записи змінено або вилучено в обхід програми. Перші печатки, що не сходяться:',
    en: 'Rows were changed or taken out behind the program’s back. The first seals that do not fit:',
    ru: 'Записи изменены или удалены в обход программы. Первые печати, которые не сходятся:',
  },
  machine: { uk: 'Облікова система', en: 'The ERP', ru: 'Учётная система' },
  program: { uk: 'Консоль сервера', en: 'The server’s console', ru: 'Консоль сервера' },
  erased: { uk: 'стерта особа', en: 'an erased person', ru: 'стёртый человек' },
  yes: { uk: 'так', en: 'yes', ru: 'да' },
  no: { uk: 'ні', en: 'no', ru: 'нет' },
}

/** What was done, as a person says it. */
export const DEEDS: Record<AuditWord, Phrase> = {
  signed_in: { uk: 'Вхід', en: 'Signed in', ru: 'Вход' },
  signed_out: { uk: 'Вихід', en: 'Signed out', ru: 'Выход' },
  session_closed: { uk: 'Закрито сеанс', en: 'Session closed', ru: 'Закрыт сеанс' },
  sessions_closed: {
    uk: 'Закрито всі інші сеанси',
    en: 'All other sessions closed',
    ru: 'Закрыты все остальные сеансы',
  },
  role_given: { uk: 'Надано роль', en: 'Role given', ru: 'Выдана роль' },
  exchange_key_made: {
    uk: 'Видано ключ обміну',
    en: 'Exchange key issued',
    ru: 'Выдан ключ обмена',
  },
  order_changed: { uk: 'Змінено замовлення', en: 'Order changed', ru: 'Изменён заказ' },
  order_cancelled: { uk: 'Скасовано замовлення', en: 'Order cancelled', ru: 'Отменён заказ' },
  order_released: {
    uk: 'Замовлення знято з утримання',
    en: 'Order released from hold',
    ru: 'Заказ снят с удержания',
  },
  return_asked: { uk: 'Заявлено повернення', en: 'Return asked for', ru: 'Заявлен возврат' },
  return_decided: {
    uk: 'Рішення щодо повернення',
    en: 'Return decided',
    ru: 'Решение по возврату',
  },
  promise_made: { uk: 'Обіцянка оплати', en: 'Payment promised', ru: 'Обещание оплаты' },
  debt_setting_changed: {
    uk: 'Змінено правила боргів',
    en: 'Debt rules changed',
    ru: 'Изменены правила долгов',
  },
  licence_put: { uk: 'Внесено ліцензію', en: 'Licence entered', ru: 'Внесена лицензия' },
  product_published: {
    uk: 'Показ товару в порталі',
    en: 'Product shown or hidden',
    ru: 'Показ товара в портале',
  },
  picture_put: { uk: 'Додано фото товару', en: 'Picture added', ru: 'Добавлено фото товара' },
  picture_dropped: { uk: 'Прибрано фото товару', en: 'Picture removed', ru: 'Убрано фото товара' },
  zone_changed: { uk: 'Змінено зону', en: 'Zone changed', ru: 'Изменена зона' },
  zone_day_changed: {
    uk: 'Виняток у днях доставки',
    en: 'Delivery day changed',
    ru: 'Исключение в днях доставки',
  },
  zone_day_restored: {
    uk: 'Повернено день доставки',
    en: 'Delivery day restored',
    ru: 'Возвращён день доставки',
  },
  holiday_put: { uk: 'Додано вихідний', en: 'Holiday added', ru: 'Добавлен выходной' },
  holiday_dropped: { uk: 'Прибрано вихідний', en: 'Holiday removed', ru: 'Убран выходной' },
  place_set: { uk: 'Точку поставлено на карту', en: 'Outlet put on the map', ru: 'Точка на карте' },
  contact_confirmed: {
    uk: 'Підтверджено контакт',
    en: 'Contact confirmed',
    ru: 'Подтверждён контакт',
  },
  schedule_decided: {
    uk: 'Рішення щодо днів доставки',
    en: 'Delivery days decided',
    ru: 'Решение по дням доставки',
  },
  match_decided: { uk: 'Рішення щодо дублів', en: 'Match decided', ru: 'Решение по дублям' },
  baseline_frozen: { uk: 'Зафіксовано базу', en: 'Baseline frozen', ru: 'Зафиксирована база' },
  reaction_retried: {
    uk: 'Повторено відкладене',
    en: 'Parked work retried',
    ru: 'Повторено отложенное',
  },
  imported: { uk: 'Завантажено дані', en: 'Imported', ru: 'Загружены данные' },
}

/** The kinds of things, in one word. */
export const THINGS: Record<AuditThing, Phrase> = {
  session: { uk: 'Сеанс', en: 'Session', ru: 'Сеанс' },
  person: { uk: 'Особа', en: 'Person', ru: 'Человек' },
  machine_key: { uk: 'Ключ обміну', en: 'Exchange key', ru: 'Ключ обмена' },
  order: { uk: 'Замовлення', en: 'Order', ru: 'Заказ' },
  return: { uk: 'Повернення', en: 'Return', ru: 'Возврат' },
  outlet: { uk: 'Точка', en: 'Outlet', ru: 'Точка' },
  product: { uk: 'Товар', en: 'Product', ru: 'Товар' },
  zone: { uk: 'Зона', en: 'Zone', ru: 'Зона' },
  holiday: { uk: 'Вихідний', en: 'Holiday', ru: 'Выходной' },
  setting: { uk: 'Правила', en: 'Rules', ru: 'Правила' },
  proposal: { uk: 'Пропозиції', en: 'Proposals', ru: 'Предложения' },
  match: { uk: 'Дублі', en: 'Match', ru: 'Дубли' },
  baseline: { uk: 'База', en: 'Baseline', ru: 'База' },
  fact: { uk: 'Відкладене', en: 'Parked work', ru: 'Отложенное' },
  run: { uk: 'Завантаження', en: 'Import', ru: 'Загрузка' },
}
