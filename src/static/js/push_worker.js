/* push_worker.js: shows what was pushed to this browser; it names nobody. One with the same tag replaces the one before.
 * SPDX-License-Identifier: MPL-2.0 */
'use strict';
addEventListener('push', event => {
  let message = {};
  try { message = event.data.json(); } catch { /* something must be shown, or the browser takes the right away */ }
  event.waitUntil(registration.showNotification('Bagvagt', { body: message.text ?? '', tag: message.tag, data: { path: message.path } }));
});
addEventListener('notificationclick', event => {
  const path = String(event.notification.data?.path ?? '/inbox');
  event.notification.close();
  event.waitUntil(clients.openWindow(path.startsWith('/') && !path.startsWith('//') ? path : '/inbox'));
});
