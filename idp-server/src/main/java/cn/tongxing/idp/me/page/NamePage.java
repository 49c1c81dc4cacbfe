package cn.tongxing.idp.me.page;

/**
 * View {@code me/name}: another name for a passkey or a device. Posts {@code label}.
 *
 * @param thing {@code passkey} or {@code device}; the words are the catalogue's {@code me.name-*}
 * @param called by what it is known now
 * @param written what of that its owner wrote; blank if nothing
 * @param longest how many characters it may have
 * @param empty whether nothing was typed
 */
public record NamePage(
    String thing,
    String called,
    String written,
    int longest,
    boolean empty,
    String action,
    String step) {}
