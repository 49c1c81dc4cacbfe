package cn.tongxing.idp.me.page;

/**
 * View {@code me/freeze}: what to do if it was somebody else, up to freezing the account.
 *
 * @param ended whether a session has just been ended for it
 * @param fresh whether the person signed in just now; otherwise the form leads to signing in
 */
public record FreezePage(boolean ended, boolean fresh, String action, String step) {}
