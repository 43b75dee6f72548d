"""A pyHanko signer that keeps the key object; pyHanko's own reads the key anew for each signature."""

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from letters.seals.authorities import as_asn1
from letters.seals.keys import OpenedKey


class MemorySigner(Signer):
    """Signs with a key in memory; reading it twice per seal was nine tenths of the time of sealing."""

    def __init__(self, opened: OpenedKey) -> None:
        own = as_asn1(opened.certificate)
        store = SimpleCertificateStore()
        store.register_multiple([as_asn1(each) for each in opened.chain])  # pyHanko adds our own
        self._private = opened.private
        super().__init__(signing_cert=own, cert_registry=store, embed_roots=True)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign these bytes; pyHanko calls this."""
        digest = get_pyca_cryptography_hash(digest_algorithm)
        match self._private:
            case rsa.RSAPrivateKey() as key:
                return key.sign(data, padding.PKCS1v15(), digest)
            case ec.EllipticCurvePrivateKey() as key:
                return key.sign(data, ec.ECDSA(digest))
