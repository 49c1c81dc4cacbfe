package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;

/**
 * What opened the account before has ended, but for what was shown again just now, or the account
 * was joined with another, or parted: whoever is signed in signs in anew. Published synchronously,
 * in the transaction that ends it: sessions and grants end in it too.
 */
public record EarlierWaysEnded(PersonId person, RequestOrigin origin) {}
