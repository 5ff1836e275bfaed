"""Text, prompts, retrieval, fine-tuning and reinforcement learning: tokens counted, loops run, equations solved."""

from collections import Counter

import numpy as np
from scipy import special, stats
from sklearn.naive_bayes import MultinomialNB

from .search import balance, last


def nlp_tfidf_weight(tf, df, docs):
    return tf * -np.log(np.repeat([1, 0], [df, docs - df]).mean())


def nlp_perplexity_four_tokens(p1, p2, p3, p4):
    return 1 / stats.gmean([p1, p2, p3, p4])


def nlp_clipped_unigram_precision(n, c, r, m):
    shared = [f"shared{place}" for place in range(m)]
    candidate = Counter(["the"] * c + shared + [f"own{place}" for place in range(n - c - m)])
    reference = Counter(["the"] * r + shared + ["unmatched"])
    return (candidate & reference).total() / candidate.total()


def nlp_bayes_word_ratio(V, n1, n2, c1, c2):
    counts = np.zeros((2, V))
    counts[:, 0], counts[:, 1] = [c1, c2], [n1 - c1, n2 - c2]
    spam, other = MultinomialNB(alpha=1).fit(counts, [0, 1]).feature_log_prob_[:, 0]
    return np.exp(spam - other)


def nlp_accuracy_behind_label_noise(seen, noise):
    flip = noise / 100
    mixing = np.array([[1 - flip, flip], [flip, 1 - flip]])
    return np.linalg.solve(mixing, [seen, 100 - seen])[0]


def llm_prompt_daily_cost_cached(R, s, i, o, pc, pi, po):
    tokens = R * np.array([s, i, o])
    return float(tokens @ [pc, pi, po]) / 1e6


def llm_prompt_kv_cache_size(L, q, kv, e, b, n):
    one = np.zeros((2, kv, e), np.float16).nbytes  # keys and values of a token in a layer
    return L * b * n * one / 1e9


def llm_prompt_temperature_two_tokens(high, base, T):
    return special.softmax([high / T, base / T])[0]


def llm_prompt_agent_input_tokens(n, p, a):
    total, prompt = 0, p
    for _ in range(n):
        total += prompt
        prompt += a
    return total


def llm_prompt_escalation_share(R, cs, cl, B):
    return balance(lambda share: R * cs + R * share / 100 * cl, B, 0, 100)


def rag_chunk_count_overlap(N, c, o):
    end, chunks = c, 1
    while end < N:
        end, chunks = end + c - o, chunks + 1
    return chunks


def rag_mrr_with_a_miss(k, r1, r2, r3):
    return np.mean([1 / r1, 1 / r2, 1 / r3, 0])


def rag_fusion_score(a, b):
    return 1000 * sum(1 / (60 + rank) for rank in (a, b))


def rag_flat_index_size(N, d, bits):
    return N * 1e6 * np.zeros(d, f"u{bits // 8}").nbytes / 1e9


def rag_recall_of_ten(total, k, hits):
    relevant, found = set(range(total)), set(range(total - hits, total + k - hits))
    return len(relevant & found) / len(relevant)


def rag_chunks_in_budget(C, s, t, o, c, h):
    return last(lambda chunks: s + t + o + chunks * (c + h) <= C)


def rag_probes_within_latency(M, cells, ns, ms):
    return last(lambda probes: (cells + probes * M * 10**6 / cells) * ns <= ms * 10**6)


def finetune_weights_memory(P, bits):
    return P * np.packbits(np.zeros(bits * 10, np.uint8)).size / 10


def finetune_lora_parameters(r, M, L, d):
    down, up = np.empty((r, d)), np.empty((d, r))
    return L * M * (down.size + up.size) / 1e6


def finetune_dpo_pair_loss(beta, cw, cr, lw, lr):
    better = special.expit(beta * ((cw - cr) - (lw - lr)))
    return -np.log(better)


def finetune_optimiser_steps(N, E, g, m, acc):
    return E * len(range(0, N, g * m * acc))


def finetune_scaled_adapter_entry(r, alpha, w, x):
    up, down = np.full((1, r), x / r), np.ones((r, 1))
    return (w + alpha / r * (up @ down))[0, 0]


def finetune_qlora_training_memory(P, s):
    base, adapter = P * 1e9, P * 1e9 * s / 100
    return (base * 4 / 8 + sum(adapter * 32 / 8 for _ in ("weights", "gradients", "first", "second"))) / 1e9


def finetune_months_to_break_even(R, pl, ps, host, F):
    return balance(lambda months: months * R * pl - months * (R * ps + host), F, 0, 1e3)


def rl_discounted_return(r0, r1, r2, g):
    return np.polyval([r2, r1, r0], g)


def rl_q_learning_update(h, g, Q, r, q1, q2):
    target = r + g * np.max([q1, q2])
    return (1 - h) * Q + h * target


def rl_epsilon_greedy_chance(A, e):
    policy = np.full(A, e / A)
    policy[0] += 1 - policy.sum()
    return policy[0]


def rl_value_of_a_steady_reward(r, c, g):
    moves = np.array([[0, 1], [0, 1]])
    return np.linalg.solve(np.eye(2) - g * moves, [r, c])[0]


def rl_policy_gradient_step(b, h, p, G):
    def log_policy(preference):
        return special.log_softmax([preference, 0.0])[0]

    at, step = special.logit(p), 1e-5
    return h * (G - b) * (log_policy(at + step) - log_policy(at - step)) / (2 * step)


def rl_generalised_advantage(r0, r1, v0, v1, g, lam):
    """The mean of the advantages after one and after two steps, weighted with 1 - lambda and lambda."""
    return (1 - lam) * (r0 + g * v1 - v0) + lam * (r0 + g * r1 - v0)


def rl_weighted_importance_sampling(q, p1, G1, G2, G3):
    new, old = np.array([p1, 1 - p1]), np.array([q, 1 - q])
    paths = [(0, 0), (0, 1), (1, 1)]
    weights = [np.prod(new[list(path)]) / np.prod(old[list(path)]) for path in paths]
    return np.average([G1, G2, G3], weights=weights)
