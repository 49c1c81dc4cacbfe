package cn.tongxing.idp.me.page;

/**
 * View {@code me/freeze}: what to do if it was somebody else, up to freezing the account.
 *
 * @param ended whether a session has just been ended for it
 * @param thaw {@code two} ways to sign in thaw it online, a {@code proof} does, or only the {@code
 *     counter}
 * @param ways what that is, by their names
 * @param fresh whether the person signed in just now; otherwise the form leads to signing in
 */
public record FreezePage(
    boolean ended, boolean fresh, String thaw, String ways, String action, String step) {}
