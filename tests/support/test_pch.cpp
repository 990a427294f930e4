// Carries the precompiled header of the test programs (a program, since programs and libraries are
// compiled differently).

int main() { return 0; }
