# textc as each case says: see ../case.sh. SPDX-License-Identifier: MPL-2.0
. ../case.sh
