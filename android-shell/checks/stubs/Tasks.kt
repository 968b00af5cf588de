// Stubs, for the type-check only: answers of Google's libraries that come later.

package com.google.android.gms.tasks

abstract class Task<Result> {
    abstract fun addOnSuccessListener(listener: OnSuccessListener<in Result>): Task<Result>
}

fun interface OnSuccessListener<Result> {
    fun onSuccess(result: Result)
}
