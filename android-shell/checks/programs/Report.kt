// How the programs of this folder say what they found: a line for each check, `ok NAME` or `failed NAME: why`.

fun report(checks: List<Pair<String, () -> Unit>>) {
    for ((name, check) in checks) {
        val failure = runCatching(check).exceptionOrNull()
        println(if (failure == null) "ok $name" else "failed $name: $failure ${failure.stackTrace.take(3)}")
    }
}
