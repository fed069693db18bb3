#include <sqlite3.h>
#include <spatialite.h>

/* Swift cannot call functions of a variable number of arguments. */
static inline int sqlite3_enable_triggers(sqlite3 *db, int on) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, on, (int *)0);
}
