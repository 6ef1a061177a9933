"""The practice district: an invented 云泽区 on loopback, faults sown, a list that tells them, decoys beside each."""

from demo.practice import Decoy, Practice, Sown, practice

__all__ = ["Decoy", "Practice", "Sown", "practice"]
