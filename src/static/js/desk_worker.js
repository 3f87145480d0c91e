/* desk_worker.js: a beat for the desk page that goes on at its pace while the window is hidden. It decides nothing: the page tells
 * the server that it is there, and the server decides who is. SPDX-License-Identifier: MPL-2.0 */
'use strict';
setInterval(() => postMessage(0), 2500);
