package cn.tongxing.idp.platform.page;

import java.util.Optional;

/**
 * View {@code home}: the identity provider's own start page.
 *
 * @param account masked name of who is signed in; empty if nobody is
 * @param signOut address of the page that asks whether to sign out
 */
public record HomePage(Optional<String> account, String signOut) {}
