package cn.tongxing.idp.me.page;

/**
 * View {@code me/name-passkey}: another name for a passkey. Posts {@code label}.
 *
 * @param longest how many characters it may have
 * @param empty whether nothing was typed
 */
public record NamePage(
    AccountPage.Passkey passkey, int longest, boolean empty, String action, String step) {}
