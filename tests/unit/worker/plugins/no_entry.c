/* A shared object that is no plugin. */
int hearth_no_plugin(void) { return 1; }
